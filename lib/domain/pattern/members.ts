/** What triage says of a pattern, member by member, as it is spelled on the wire and in the record. */
export const triageMembers = [
  'category',
  'severity',
  'owner',
  'note',
  'resolution',
  'taught',
  'hiddenLegacyRule',
  'fixer',
  'due',
  'links',
] as const;
export type TriageMember = (typeof triageMembers)[number];
