import type { Role } from '@/lib/domain/words';

/** Roles as sentences name them. */
export const roleTitles: Record<Role, string> = {
  viewer: 'viewer',
  auditor: 'auditor',
  engineer: 'engineer',
  lead: 'migration lead',
  owner: 'context owner',
  business: 'business owner',
  operations: 'operations',
  risk: 'risk',
  finance: 'finance',
  admin: 'administrator',
};
