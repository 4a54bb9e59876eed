import type { KeyView } from '@/lib/contract/v1/keys';
import type { MemberView } from '@/lib/contract/v1/people';
import type { KeyRow } from '@/lib/store/keys';
import type { MemberRow } from '@/lib/store/members';

const signsInBy = ({ passwordHash, oidcSubject }: MemberRow['person']): MemberView['signsInBy'] => {
  if (passwordHash !== null) return oidcSubject === null ? 'password' : 'both';
  return oidcSubject === null ? 'none' : 'single_sign_on';
};

export const memberViewOf = ({ person, roles }: MemberRow): MemberView => ({
  id: person.id,
  name: person.name,
  email: person.email,
  roles,
  signsInBy: signsInBy(person),
  installationAdmin: person.installationAdmin,
  disabledAt: person.disabledAt?.toISOString() ?? null,
});

export const keyViewOf = (key: KeyRow): KeyView => ({
  id: key.id,
  name: key.name,
  lastFour: key.lastFour,
  scopes: key.scopes,
  person: key.person,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
});
