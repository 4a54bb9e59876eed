import * as authority from './authority';
import * as changes from './changes';
import * as contexts from './contexts';
import * as decisions from './decisions';
import * as delegations from './delegations';
import * as emergencies from './emergencies';
import * as events from './events';
import * as evidence from './evidence';
import * as governing from './governing';
import * as holds from './holds';
import * as installation from './installation';
import * as ledger from './ledger';
import type { Operation } from './operation';
import * as outcomes from './outcomes';
import * as passkeys from './passkeys';
import * as patterns from './patterns';
import * as people from './people';
import * as programs from './programs';
import * as routers from './routers';
import * as runs from './runs';
import * as session from './session';
import * as wayBack from './way-back';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const inOrder = (a: Operation, b: Operation): number =>
  a.path === b.path ? methods.indexOf(a.method) - methods.indexOf(b.method) : a.path < b.path ? -1 : 1;

/** Every operation of the API, in the order in which the document shows them: by noun, path and method. */
export const operations: readonly Operation[] = [
  programs,
  contexts,
  governing,
  wayBack,
  runs,
  events,
  outcomes,
  patterns,
  evidence,
  holds,
  decisions,
  emergencies,
  authority,
  routers,
  ledger,
  changes,
  people,
  delegations,
  passkeys,
  session,
  installation,
].flatMap((noun): Operation[] => Object.values<Operation>(noun).sort(inOrder));
