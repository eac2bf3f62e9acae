/**
 * Who makes methods. In a circle: where one may plan an intervision, whoever holds this right there; the catalogue names none of
 * its own, and how a circle works together is what its pact is about.
 */
export const makingInCircle = 'change_pact';

/** For an organisation: a position that holds this right at that very organisation (positions-and-rights.yaml: "methods, …"). */
export const makingForOrganisation = 'manage_catalogue';
