import type { RefusalCode } from '@/lib/domain/kernel/refusal';
import type { Role } from '@/lib/domain/words';

// Who may do what, written down beside the product and not taken from it: from the roles, invariants and acts of the
// domain's words. A cell is what the API answers. Nobody's rights here follow from any code.

/** One person for each role, who holds no other and has nothing to do with what is acted on. */
export const roleAskers = [
  'viewer',
  'auditor',
  'engineer',
  'lead',
  'owner',
  'business',
  'operations',
  'risk',
  'finance',
  'admin',
] as const satisfies readonly Role[];

/** Administers the installation and has no role in the program. */
export const rootAskers = ['root'] as const;

/**
 * They hold every role there is, so that only what they have done before stands in their way. But `delegate` only watches,
 * and has the place of `delegator` as risk on loan.
 */
export const relatedAskers = ['proposer', 'coauthor', 'signer', 'executor', 'delegator', 'delegate'] as const;

/**
 * `bootstrap`: every scope in every program, nobody's. `service`: every scope that a program's administrator can give a
 * key of nobody. `poor`: one scope, to read the ledger. `issued`: every scope, issued by the signer to themselves.
 */
export const keyAskers = ['bootstrap', 'service', 'poor', 'issued'] as const;

/**
 * `stranger`: an account without any role. `disabled`: every role, and a closed account. `foreigner` and `foreignKey`:
 * every role, every scope, in another program. `astray`: every role here, asking under the other program's address.
 * `between`: every role in both, naming what is here under the other's address.
 */
export const outsideAskers = ['stranger', 'disabled', 'foreigner', 'foreignKey', 'astray', 'between'] as const;

export const askers = [...roleAskers, ...rootAskers, ...relatedAskers, ...keyAskers, ...outsideAskers] as const;
export type Asker = (typeof askers)[number];

/** A dot: not asked, since it would be an act of its own in the other program, or there is nothing to name. */
export const legend = {
  '+': 'allowed',
  '.': null,
  r: 'role_missing',
  f: 'forbidden',
  s: 'scope_missing',
  h: 'signer_not_human',
  u: 'unauthenticated',
  n: 'not_found',
  p: 'self_approval',
  a: 'already_signed',
  x: 'executor_signed',
  o: 'slot_not_open',
  m: 'sign_offs_missing',
  b: 'invalid_body',
  k: 'run_unknown_context',
  y: 'step_up_failed',
  z: 'retirement_blocked',
  c: 'conflict',
} as const satisfies Record<string, RefusalCode | 'allowed' | null>;

export type Expected = Exclude<(typeof legend)[keyof typeof legend], null>;

/** Columns: viewer auditor engineer lead owner business oPerations risk finance aDmin, root, relations, keys, outside. */
const rows = {
  //                       VAELOBPRFD I PCSXGT BSPI SDFKAB
  // programs
  createProgram: /*    */ 'ffffffffff + ffffff +fsf fuffff',
  planManifest: /*     */ 'rrr++rrrr+ r +++++r ++s+ nunnn.',
  applyManifest: /*    */ 'rrr++rrrr+ r +++++r ++s+ nunnn.',
  // evidence
  sendRun: /*          */ 'rr++rrrrrr r +++++r ++s+ nunnnk',
  sendDiscrepancies: /**/ 'rr++rrrrrr r +++++r ++s+ nunnnn',
  importRun: /*        */ 'rr++rrrrrr r +++++r ++s+ nunnnk',
  sendEvents: /*       */ 'rr++rrrrrr r +++++r ++s+ nunnnk',
  sendLineage: /*      */ 'uuuuuuuuuu u uuuuuu ++s+ uuunuu',
  sendOutcomes: /*     */ 'rr++rrrrrr r +++++r ++s+ nunnnk',
  triagePattern: /*    */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  triagePatterns: /*   */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  mergePattern: /*     */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  unmergePattern: /*   */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  splitPattern: /*     */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  joinPattern: /*      */ 'rr++++rrrr r +++++r ++s+ nunnnn',
  attest: /*           */ 'rrrrrr+rrr r +++++r hhhh nunhnn',
  proveWayBack: /*     */ 'rr++rr+rrr r +++++r ++s+ nunnnn',
  withdrawWayBack: /*  */ 'rr++rr+rrr r +++++r ++s+ nunnnn',
  draftRules: /*       */ 'rr+++rrrrr r +++++r ++s+ nunnnn',
  backtestVersion: /*  */ '++++++++++ + ++++++ ++s+ nunnnn',
  backtestDocument: /* */ 'rr+++rrrrr r +++++r ++s+ nunnnn',
  previewRules: /*     */ '++++++++++ + ++++++ ++s+ nunnnn',
  markItemDone: /*     */ 'rrr++r+rrr r +++++r hhs+ nunnnn',
  // routers speak by key
  acknowledge: /*      */ 'uuuuuuuuuu u uuuuuu ++s+ uuunuu',
  observe: /*          */ 'uuuuuuuuuu u uuuuuu ++s+ uuunuu',
  evaluateFlag: /*     */ 'uuuuuuuuuu u uuuuuu ++s+ uuunuu',
  evaluateFlags: /*    */ 'uuuuuuuuuu u uuuuuu ++s+ uuunuu',
  // holds
  hold: /*             */ 'rrr+++++rr r +++++r hhhh nunhnn',
  liftHold: /*         */ 'rrr++r++rr r +++++r hhhh nunhnn',
  holdEverything: /*   */ 'ffffffffff + ffffff hhhh fufhff',
  liftFromEverything: /**/ 'ffffffffff + ffffff hhhh fufhff',
  // proposals
  proposeShadow: /*    */ 'rrr+rrrrrr r +++++r ++s+ nunnnn',
  proposeAdvance: /*   */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeRollback: /*  */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeRules: /*     */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeCriteria: /*  */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeRisk: /*      */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeReplay: /*    */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeExtension: /* */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  proposeDeadline: /*  */ 'rr+++r+rrr r +++++r ++s+ nunnn.',
  proposePolicy: /*    */ 'rr+++r+rrr r +++++r ++s+ nunnn.',
  proposeRetirement: /**/ 'rrzzzrzrrr r zzzzzr zzsz nunnnn',
  proposeReview: /*    */ 'bbbbbbbbbb b bbbbbb bbsb bubbbb',
  proposeRedraw: /*    */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  preflight: /*        */ '++++++++++ + ++++++ ++s+ nunnnn',
  proposeDraft: /*     */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  openDraft: /*        */ 'rrfffrfrrr r +ffffr ffsf nunnnn',
  // acts on a decision: `proposer` proposed it, `coauthor` revised it, `signer` signed it as business. Who signed holds
  // risk as well and can fill either place, so that each of the two is still open to others.
  revise: /*           */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  schedule: /*         */ 'rr+++r+rrr r +++++r ++s+ nunnnn',
  withdraw: /*         */ 'rrff+rfrrr r +++++r ffsf nunnnn',
  approve: /*          */ 'rrooo+o+or r ppa+++ hhhh nunhnn',
  approveAsRisk: /*    */ 'rrrrrrr+rr r ppa++r hhhh nunhnn',
  refuse: /*           */ 'rrooo+o+or r ppa+++ hhhh nunhnn',
  revoke: /*           */ 'ffffffffff f ff+fff hhhh nunhnn',
  executeUnsigned: /*  */ 'rrmmmrmrrr r mmmmmr mmsm nunnnn',
  execute: /*          */ 'rr+++r+rrr r ++x++r ++sx nunnnn',
  // going back, and emergencies: `executor` went back
  rollBack: /*         */ 'rrrrrr+rrr r +++++r rss+ nunnnn',
  signReview: /*       */ 'rrooo+o+or r +++p++ hhhh nunhnn',
  breakForward: /*     */ 'rrrrrr+rrr r +++++r hhhh nunhnn',
  breakBack: /*        */ 'rrrrrr+rrr r +++++r hhhh nunhnn',
  takeOnReview: /*     */ 'rrrrr+r+rr r +++p+r hhhh nunhnn',
  // people and keys
  issueKey: /*         */ 'rrrrrrrrr+ + +++++r ++s+ nunnn.',
  issueOwnKey: /*      */ '++++++++++ b ++++++ ..s+ nun.n.',
  revokeKey: /*        */ 'rrrrrrrrr+ + +++++r ++s+ nunnnn',
  invite: /*           */ 'rrrrrrrrr+ + +++++r hhhh nunhn.',
  grantRole: /*        */ 'rrrrrrrrr+ + +++++r hhhh nunhn.',
  grantSelf: /*        */ 'rrrrrrrrrf f fffffr hhhh nunhnf',
  lend: /*             */ 'rr+++++++r r +++++r hhhh nunhn.',
  endLoan: /*          */ 'rrrrrrrrr+ + ++++++ hhhh nunhnn',
  revokeRole: /*       */ 'rrrrrrrrr+ + +++++r hhhh nunhn.',
  disable: /*          */ 'ffffffffff + ffffff hhhh fufhff',
  enable: /*           */ 'ffffffffff + ffffff hhhh fufhff',
  // one's own account
  beginPasskey: /*     */ '++++++++++ + ++++++ hhhh +u+h++',
  beginStepUp: /*      */ 'cccccccccc c cccccc hhhh cuchcc',
  addPasskey: /*       */ 'yyyyyyyyyy y yyyyyy hhhh yuyhyy',
  removePasskey: /*    */ 'nnnnnnnnnn n nnnnnn hhhh nunhnn',
} as const;

const anybody = '++++++++++ + ++++++ ++++ ++++++';
const member = '++++++++++ + ++++++ ++s+ nunnn.';
const named = '++++++++++ + ++++++ ++s+ nunnnn';

/** What reading answers, by the operation's name in the contract. */
const reads = {
  listPrograms: /*     */ '++++++++++ + ++++++ ++s+ +u++++',
  readManifest: member,
  listContexts: member,
  readContext: named,
  readCriteria: named,
  readRules: named,
  listRisks: named,
  listReplays: named,
  listWayBack: named,
  listRuns: member,
  readRun: named,
  listOutcomes: member,
  listUnclaimed: member,
  readEventBody: named,
  listDiscrepancies: named,
  readRunBody: named,
  listPatterns: member,
  readPattern: named,
  listKnowledge: named,
  listRetirementItems: member,
  listDeadlines: member,
  listHolds: member,
  listHoldsOnEverything: '++++++++++ + ++++++ ++s+ +u++++',
  listDecisions: member,
  readDecision: named,
  readDecisionRecord: /**/ '++++++++++ + ++++++ ++++ nunnnn',
  listAuthority: member,
  readAuthority: named,
  listRouters: member,
  listLedger: /*       */ '++++++++++ + ++++++ ++++ nunnn.',
  readLedgerHead: /*   */ '++++++++++ + ++++++ ++++ nunnn.',
  followChanges: member,
  listKeys: member,
  listPeople: member,
  listDelegations: member,
  listPasskeys: /*     */ '++++++++++ + ++++++ hhhh +u+h++',
  readHealth: anybody,
  readReadiness: anybody,
  readOpenApi: anybody,
  readApiPage: anybody,
} as const;

export type ActName = keyof typeof rows;
export type ReadName = keyof typeof reads;

/** Operations without a row, and why. */
export const apart: Record<string, string> = {
  signIn: 'nobody is anybody yet: lib/door/front-door.test.ts',
  acceptInvitation: 'nobody is anybody yet: lib/door/front-door.test.ts',
  signOut: 'ends the asker: lib/door/front-door.test.ts',
};

const cells = (name: string, row: string): ReadonlyMap<Asker, Expected> => {
  const signs = [...row.replaceAll(' ', '')];
  if (signs.length !== askers.length) throw new Error(`${name} has ${signs.length} cells, not ${askers.length}`);
  return new Map(
    askers.flatMap((asker, place) => {
      const sign = signs[place] ?? '';
      if (!(sign in legend)) throw new Error(`${name}: "${sign}" is not in the legend`);
      const expected = legend[sign as keyof typeof legend];
      return expected === null ? [] : [[asker, expected] as const];
    }),
  );
};

const readTable = <Name extends string>(table: Record<Name, string>) =>
  new Map((Object.entries(table) as [Name, string][]).map(([name, row]) => [name, cells(name, row)]));

export const actTable = readTable<ActName>(rows);
export const readingTable = readTable<ReadName>(reads);
