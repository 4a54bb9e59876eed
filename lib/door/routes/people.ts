import {
  disablePerson,
  enablePerson,
  grantRole,
  invitePerson,
  issueKey,
  listKeys,
  listPeople,
  revokeKey,
  revokeRole,
} from '@/lib/contract/operations/people';
import { type Route, route } from '@/lib/door/route';

export const peopleRoutes: Route[] = [
  route(issueKey, ({ context, params, body, around }) => around.useCases.issueKey(context, params.program, body)),
  route(listKeys, ({ context, params, query, around }) => around.useCases.listKeys(context, params.program, query)),
  route(revokeKey, ({ context, params, around }) => around.useCases.revokeKey(context, params.program, params.key)),
  route(listPeople, ({ context, params, query, around }) => around.useCases.listPeople(context, params.program, query)),
  route(invitePerson, ({ context, params, body, around }) =>
    around.useCases.invitePerson(context, params.program, body),
  ),
  route(grantRole, ({ context, params, around }) =>
    around.useCases.grantRole(context, params.program, params.person, params.role),
  ),
  route(revokeRole, ({ context, params, around }) =>
    around.useCases.revokeRole(context, params.program, params.person, params.role),
  ),
  route(disablePerson, ({ context, params, around }) => around.useCases.disablePerson(context, params.person)),
  route(enablePerson, ({ context, params, around }) => around.useCases.enablePerson(context, params.person)),
];
