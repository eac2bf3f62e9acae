/** Lengths are counted in Unicode code points, pages in rows. Both sides use these numbers. */
export const limits = {
  pageSize: 100,
  defaultPage: 20,
  title: 140,
  name: 80,
  purpose: 600,
  pact: 4_000,
  email: 254,
  passwordMin: 10,
  passwordMax: 200,
  search: 100,
  richTextChars: 20_000,
  richTextDepth: 8,
  richTextNodes: 4_000,
  /** of the document as JSON: letters, structure and addresses of links together, in UTF-8 */
  richTextBytes: 300_000,
  mentions: 30,
  url: 2_000,
  /** one text of a session, sealed or not; a sheet with fields as JSON */
  sessionText: 4_000,
  /** one field of a prepared case */
  caseField: 600,
  /** one part of a harvested lesson */
  lessonPart: 1_200,
  draftChars: 60_000,
  placeKey: 120,
  invitationDays: 14,
  /** moments of a date poll when it is made, and with what is suggested later */
  pollMomentsMin: 3,
  pollMomentsMax: 5,
  pollMomentsWithSuggestions: 10,
  /** sessions of one series */
  seriesMax: 26,
  /** how far ahead something is planned */
  planAheadDays: 730,
} as const;

/** What one GraphQL document may ask for: a document that asks too much is refused before it runs. */
export const documentLimits = {
  bytes: 65_536,
  tokens: 1_000,
  depth: 8,
  cost: 1_000,
  rootFields: 8,
  mutationRootFields: 1,
  deadlineMs: 5_000,
} as const;
