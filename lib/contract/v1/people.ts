import { z } from 'zod';
import { roles } from '@/lib/domain/words';
import { instant, page, pageQuery, prose } from './primitives';

const email = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an address')
  .meta({ example: 'ada@example.org' });

export const memberView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    signsInBy: z.enum(['password', 'single_sign_on', 'both', 'none']),
    installationAdmin: z.boolean(),
    disabledAt: instant.nullable(),
  })
  .meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;

export const peopleQuery = z.strictObject(pageQuery);
export type PeopleQuery = z.infer<typeof peopleQuery>;
export const memberList = page(memberView).meta({ id: 'MemberList' });

export const inviteBody = z
  .strictObject({ email, name: prose(120), roles: z.array(z.enum(roles)).min(1).max(roles.length) })
  .meta({ id: 'InvitePerson' });
export type InviteBody = z.infer<typeof inviteBody>;

/** Who has an account already gets the roles at once; anybody else gets a one-time link. */
export const inviteAnswer = z
  .strictObject({
    member: memberView.nullable(),
    invitation: z
      .strictObject({
        id: z.string(),
        link: z.string().nullable().meta({ description: 'Shown once: null when the answer is replayed' }),
        expiresAt: instant,
      })
      .nullable(),
  })
  .meta({ id: 'Invited' });
export type InviteAnswer = z.infer<typeof inviteAnswer>;

export const acceptInvitationBody = z
  .strictObject({
    token: z.string().min(16).max(256),
    name: prose(120),
    email: email.optional().meta({ description: 'Only where the link does not carry it' }),
    password: z.string().min(12).max(512),
  })
  .meta({ id: 'AcceptInvitation' });
export type AcceptInvitationBody = z.infer<typeof acceptInvitationBody>;

export const acceptedInvitation = z
  .strictObject({ person: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }) })
  .meta({ id: 'AcceptedInvitation' });
export type AcceptedInvitation = z.infer<typeof acceptedInvitation>;
