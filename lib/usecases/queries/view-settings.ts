import type { KeyView, MemberView, SettingsView } from '@/lib/contract/views/settings';
import { mayPropose } from '@/lib/domain/access/may';
import { mayGrantRole, mayIssueKey, mayManageKeys, mayManagePeople } from '@/lib/domain/access/people';
import { Refused, type Result } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { scopes } from '@/lib/domain/words';
import { listOpenInvitations } from '@/lib/store/invitations';
import { type KeyRow, listBootstrapKeys, listKeysOf } from '@/lib/store/keys';
import { isAllPlanned, isCreator } from '@/lib/store/members';
import { loadPolicy } from '@/lib/store/policies';
import { listActorNames } from '@/lib/store/read-models/ledger-page';
import { listMemberLines, type MemberLine } from '@/lib/store/read-models/people';
import type { Context } from '@/lib/usecases/context';
import { actOf, inProgram, may, mayNot, type Viewing } from './parts/viewing';
import { lentPlaces } from './settings/lent-places';
import { policySentences, signedActs } from './settings/policy-words';

/** More keys than any program has in use at once; older ones are all ended. */
const mostKeys = 200;

/** Whether this installation administrator is setting the program up, and so may give roles to themselves. */
const isSettingUp = async ({ db, program, asker }: Viewing): Promise<boolean> => {
  const { actor } = asker;
  if (actor.kind !== 'person' || !actor.installationAdmin) return false;
  return (await isCreator(db, program.id, actor.personId)) && (await isAllPlanned(db, program.id));
};

const memberView = (member: MemberLine, settingUp: boolean, { asker, you }: Viewing): MemberView => ({
  id: member.id,
  name: member.name,
  email: member.email,
  you: member.id === you,
  demo: member.demo,
  disabledAt: member.disabledAt?.toISOString() ?? null,
  roles: member.roles,
  lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
  change: actOf(mayGrantRole({ personId: member.id, settingUp })(asker)),
});

const revokeAct = (key: KeyRow, { asker, you }: Viewing): KeyView['revoke'] => {
  if (key.revokedAt !== null) return mayNot('It was revoked already.');
  if (key.programId === null) {
    return mayNot('The bootstrap key belongs to the installation: it ends when a start no longer brings it.');
  }
  return key.personId !== null && key.personId === you ? may : actOf(mayManageKeys(asker));
};

const keyView = (key: KeyRow, names: ReadonlyMap<string, string>, viewing: Viewing): KeyView => ({
  id: key.id,
  name: key.name,
  lastFour: key.lastFour,
  scopes: key.scopes,
  issuedTo: key.person?.name ?? null,
  bootstrap: key.bootstrap,
  createdAt: key.createdAt.toISOString(),
  createdBy: key.createdBy === null ? null : (names.get(key.createdBy) ?? null),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
  revoke: revokeAct(key, viewing),
});

/** All keys for who manages them; for others, those issued to themselves. */
const keysFor = async ({ db, program, asker, you }: Viewing): Promise<KeyRow[]> => {
  if (mayManageKeys(asker).allowed) {
    return [...(await listBootstrapKeys(db)), ...(await listKeysOf(db, program.id, { limit: mostKeys }))];
  }
  return you === null ? [] : listKeysOf(db, program.id, { limit: mostKeys, personId: you });
};

/** People, keys and the sign-off policy of a program. */
export const viewSettings = (context: Context, programSlug: string): Promise<Result<SettingsView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const members = await listMemberLines(db, program.id);
    const settingUp = await isSettingUp(viewing);
    const keys = await keysFor(viewing);
    const creators = keys.flatMap(({ createdBy }) => (createdBy === null ? [] : [createdBy]));
    const names = new Map((await listActorNames(db, creators)).map(({ id, name }) => [id, name]));
    const addMember = actOf(mayManagePeople(asker));
    const invitations = addMember.allowed ? await listOpenInvitations(db, { programId: program.id }, now) : [];
    const stored = await loadPolicy(db, program.id);
    const policy = parsePolicy(stored.document);
    if (!policy.ok) throw new Refused(policy.refusal);
    return {
      program: { slug: program.slug, name: program.name, zone: program.zone },
      now: now.toISOString(),
      members: members.map((member) => memberView(member, settingUp, viewing)),
      invitations: invitations.map(({ id, email, name, roles, createdAt, expiresAt }) => ({
        id,
        email,
        name,
        roles,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
      addMember,
      keys: keys.map((key) => keyView(key, names, viewing)),
      createKey: actOf(mayIssueKey({ scopes: ['authority:read'], personId: you })(asker)),
      scopes: [...scopes],
      lent: await lentPlaces(viewing),
      policy: {
        version: stored.version,
        since: stored.inForceFrom.toISOString(),
        change: actOf(mayPropose({ kind: 'change_policy' })(asker)),
        transitions: signedActs(policy.value),
        sentences: policySentences(policy.value),
      },
    };
  });
