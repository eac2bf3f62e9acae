export interface PeopleEvents {
  /** stream person: own profile or settings changed on another device */
  'people.profileChanged': { personId: string };
}
