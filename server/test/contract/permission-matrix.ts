import { actors, type Actor } from './actors.js';

/**
 * Who may do what, cell by cell, reviewed by people: the server is compared with this, never the other way round.
 * It says the same as server/catalogue/positions-and-rights.yaml and the decisions, from the outside. Every root field
 * has a row for each target that matters, and every row a cell for each actor: a refusal is written out.
 *
 * yes        answers, and shows or does what was asked
 * empty      answers, and shows nothing of the target
 * absent     NOT_FOUND: the same answer as for an id that does not exist
 * signIn     UNAUTHENTICATED
 * other      FORBIDDEN, with the reason: role, pact (not accepted), archived, notAuthor, lastLead, split (manager rule),
 *            position (gives no such right here), credentials, expired
 * -          there is no such actor (followers of closed circles)
 */
const table = `
operation                      target           anonymous    stranger     invited      follower     guest        newcomer     member       author       coLead       lead         former       suspended    appraiser    administrator  disabled
Query.instance                 all              yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            yes
Query.demoPeople               all              yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            yes
Query.me                       self             empty        yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            empty
Query.mySignIns                leadsOwn         signIn       empty        empty        empty        empty        empty        empty        empty        empty        yes          empty        empty        empty        empty          signIn
Query.draft                    leadsOwn         signIn       empty        empty        empty        empty        empty        empty        empty        empty        yes          empty        empty        empty        empty          signIn
Query.drafts                   leadsOwn         signIn       empty        empty        empty        empty        empty        empty        empty        empty        yes          empty        empty        empty        empty          signIn
Query.home                     open             signIn       empty        yes          yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.home                     closed           signIn       empty        yes          -            yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.home                     elsewhere        signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.home                     elsewhereClosed  signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.groups                   open             signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.groups                   closed           signIn       empty        empty        -            yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.groups                   archived         signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.groups                   elsewhere        signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.groups                   elsewhereClosed  signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.goTo                     open             signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.goTo                     closed           signIn       empty        empty        -            yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.goTo                     archived         signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.goTo                     elsewhere        signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.goTo                     elsewhereClosed  signIn       yes          empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty        empty          signIn
Query.bell                     open             signIn       empty        yes          yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.bell                     closed           signIn       empty        yes          -            yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.bell                     archived         signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.group                    open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.group                    closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.group                    archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.group                    elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.group                    elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.groupPage                open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.groupPage                closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.groupPage                archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.groupPage                elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.groupPage                elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.members                  open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.members                  closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.members                  archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.members                  elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.members                  elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.decisions                open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.decisions                closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.decisions                archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.decisions                elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.decisions                elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.topicPage                open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.topicPage                closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.topicPage                archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.topicPage                elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.topicPage                elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.message                  open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.message                  closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.message                  archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.message                  elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.message                  elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.messageHistory           open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.messageHistory           closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.messageHistory           archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Query.messageHistory           elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.messageHistory           elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.mentionable              open             signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.mentionable              closed           signIn       empty        empty        -            yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.mentionable              archived         signIn       empty        empty        yes          yes          yes          yes          yes          yes          yes          empty        empty        empty        empty          signIn
Query.candidates               open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Query.candidates               closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Query.candidates               archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Query.sentInvitations          open             signIn       absent       absent       empty        empty        empty        empty        empty        yes          yes          absent       absent       absent       absent         signIn
Query.sentInvitations          closed           signIn       absent       absent       -            empty        empty        empty        empty        yes          yes          absent       absent       absent       absent         signIn
Query.sentInvitations          archived         signIn       absent       absent       empty        empty        empty        empty        empty        yes          yes          absent       absent       absent       absent         signIn
Query.invitation               open             signIn       absent       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.invitation               closed           signIn       absent       yes          -            absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.invitation               openToken        signIn       absent       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.invitation               closedToken      signIn       absent       yes          -            absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Query.invitation               archived         signIn       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.acceptPact            open             signIn       absent       absent       role         yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.acceptPact            closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.acceptPact            archived         signIn       absent       absent       role         archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.answerInvitation      open             signIn       absent       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.answerInvitation      closed           signIn       absent       yes          -            absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.answerInvitation      openDecline      signIn       absent       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.answerInvitation      closedDecline    signIn       absent       yes          -            absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.answerInvitation      archived         signIn       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.archiveGroup          open             signIn       absent       absent       role         role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.archiveGroup          closed           signIn       absent       absent       -            role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.reopenGroup           archived         signIn       absent       absent       role         role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.changeGroup           open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.changeGroup           closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.changeGroup           archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Mutation.changePact            open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.changePact            closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.changePact            archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Mutation.changePassword        self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.changePassword        wrongPassword    signIn       credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials  credentials    signIn
Mutation.changeRole            open             signIn       absent       absent       role         role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.changeRole            closed           signIn       absent       absent       -            role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.changeRole            archived         signIn       absent       absent       role         role         role         role         role         role         archived     absent       absent       absent       absent         signIn
Mutation.createGroup           knowledge        signIn       position     yes          yes          position     yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.createGroup           coaching         signIn       position     position     position     position     position     position     position     yes          yes          position     position     position     position       signIn
Mutation.createGroup           intervision      signIn       position     position     position     position     position     position     position     yes          yes          position     position     yes          position       signIn
Mutation.discardDraft          self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.editMessage           open             signIn       absent       absent       notAuthor    notAuthor    notAuthor    notAuthor    yes          notAuthor    notAuthor    absent       absent       absent       absent         signIn
Mutation.editMessage           closed           signIn       absent       absent       -            notAuthor    notAuthor    notAuthor    yes          notAuthor    notAuthor    absent       absent       absent       absent         signIn
Mutation.editMessage           archived         signIn       absent       absent       archived     archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.endSignIn             own              signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.endSignIn             other            signIn       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Mutation.introduce             self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.invite                open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.invite                closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.invite                archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Mutation.invite                closedAppraiser  signIn       absent       absent       -            role         role         role         role         split        split        absent       absent       absent       absent         signIn
Mutation.invite                openAsLead       signIn       absent       absent       role         role         role         role         role         role         yes          absent       absent       absent       absent         signIn
Mutation.leaveGroup            open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          lastLead     absent       absent       absent       absent         signIn
Mutation.leaveGroup            closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          lastLead     absent       absent       absent       absent         signIn
Mutation.leaveGroup            archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          lastLead     absent       absent       absent       absent         signIn
Mutation.markRead              open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.markRead              closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.markRead              archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.postMessage           open             signIn       absent       absent       role         yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.postMessage           closed           signIn       absent       absent       -            yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.postMessage           openDecision     signIn       absent       absent       role         role         pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.postMessage           archived         signIn       absent       absent       role         archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.react                 open             signIn       absent       absent       role         yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.react                 closed           signIn       absent       absent       -            yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.react                 archived         signIn       absent       absent       archived     archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.removeMember          open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.removeMember          closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.removeMember          archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Mutation.removeMember          openLastLead     signIn       absent       absent       role         role         role         role         role         lastLead     lastLead     absent       absent       absent       absent         signIn
Mutation.removeMessage         open             signIn       absent       absent       notAuthor    notAuthor    notAuthor    notAuthor    yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.removeMessage         closed           signIn       absent       absent       -            notAuthor    notAuthor    notAuthor    yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.removeMessage         archived         signIn       absent       absent       archived     archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.renameTopic           open             signIn       absent       absent       role         notAuthor    pact         notAuthor    yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.renameTopic           closed           signIn       absent       absent       -            notAuthor    pact         notAuthor    yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.renameTopic           archived         signIn       absent       absent       role         archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.requestPasswordReset  self             yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            yes
Mutation.resetPassword         ownToken         yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            expired
Mutation.resetPassword         madeUpToken      expired      expired      expired      expired      expired      expired      expired      expired      expired      expired      expired      expired      expired      expired        expired
Mutation.saveDraft             self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.seeBell               self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.signIn                self             credentials  yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            credentials
Mutation.signOut               self             yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            yes
Mutation.signOutEverywhere     self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.startTopic            open             signIn       absent       absent       role         yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.startTopic            closed           signIn       absent       absent       -            yes          pact         yes          yes          yes          yes          absent       absent       absent       absent         signIn
Mutation.startTopic            archived         signIn       absent       absent       role         archived     archived     archived     archived     archived     archived     absent       absent       absent       absent         signIn
Mutation.updateProfile         self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.updateSettings        self             signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Mutation.withdrawInvitation    open             signIn       absent       absent       role         role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.withdrawInvitation    closed           signIn       absent       absent       -            role         role         role         role         yes          yes          absent       absent       absent       absent         signIn
Mutation.withdrawInvitation    archived         signIn       absent       absent       role         role         role         role         role         archived     archived     absent       absent       absent       absent         signIn
Stream.group                   open             signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Stream.group                   closed           signIn       absent       absent       -            yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Stream.group                   archived         signIn       absent       absent       yes          yes          yes          yes          yes          yes          yes          absent       absent       absent       absent         signIn
Stream.group                   elsewhere        signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Stream.group                   elsewhereClosed  signIn       yes          absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent       absent         signIn
Stream.person                  own              signIn       yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes          yes            signIn
Stream.person                  leads            signIn       absent       absent       absent       absent       absent       absent       absent       absent       yes          absent       absent       absent       absent         signIn
`;

export const outcomes = ['yes', 'empty', 'absent', 'signIn', 'role', 'pact', 'archived', 'notAuthor', 'lastLead', 'split', 'position', 'credentials', 'expired', '-'] as const;
export type Outcome = (typeof outcomes)[number];

export interface MatrixRow {
  /** `Query.group`, `Mutation.postMessage`, `Stream.group` */
  operation: string;
  target: string;
  cells: Record<Actor, Outcome>;
}

/** Reads a table as it is written above. @throws for a word that is no outcome, a missing cell, a row that is there twice */
export function readMatrix(text: string): MatrixRow[] {
  const [head, ...lines] = text.trim().split('\n').map((line) => line.trim().split(/ +/));
  if (head!.slice(2).join() !== actors.join()) throw new Error('The columns of the permission matrix are not the actors.');
  const seen = new Set<string>();
  return lines.map(([operation, target, ...cells]) => {
    const key = `${operation} ${target}`;
    if (seen.has(key)) throw new Error(`${key} has two rows.`);
    seen.add(key);
    if (cells.length !== actors.length) throw new Error(`${key} has ${cells.length} cells, there are ${actors.length} actors.`);
    const wrong = cells.find((cell) => !(outcomes as readonly string[]).includes(cell));
    if (wrong) throw new Error(`${key}: "${wrong}" is no outcome.`);
    return { operation: operation!, target: target!, cells: Object.fromEntries(actors.map((actor, i) => [actor, cells[i]])) as Record<Actor, Outcome> };
  });
}

export const permissionMatrix: readonly MatrixRow[] = readMatrix(table);
