import type { Route } from '@/lib/door/route';
import { authorityRoutes } from './authority';
import { changesRoutes } from './changes';
import { contextRoutes } from './contexts';
import { decisionRoutes } from './decisions';
import { delegationRoutes } from './delegations';
import { emergencyRoutes } from './emergencies';
import { eventRoutes } from './events';
import { evidenceRoutes } from './evidence';
import { governingRoutes } from './governing';
import { holdRoutes } from './holds';
import { installationRoutes } from './installation';
import { ledgerRoutes } from './ledger';
import { ofrepRoutes } from './ofrep';
import { outcomeRoutes } from './outcomes';
import { passkeyRoutes } from './passkeys';
import { patternRoutes } from './patterns';
import { peopleRoutes } from './people';
import { programRoutes } from './programs';
import { routerRoutes } from './routers';
import { runRoutes } from './runs';
import { sessionRoutes } from './session';
import { wayBackRoutes } from './way-back';

/** Every route of the door; a test holds them against the declared operations. */
export const routes: readonly Route[] = [
  ...programRoutes,
  ...contextRoutes,
  ...governingRoutes,
  ...wayBackRoutes,
  ...runRoutes,
  ...eventRoutes,
  ...outcomeRoutes,
  ...patternRoutes,
  ...evidenceRoutes,
  ...holdRoutes,
  ...decisionRoutes,
  ...emergencyRoutes,
  ...authorityRoutes,
  ...ofrepRoutes,
  ...routerRoutes,
  ...ledgerRoutes,
  ...changesRoutes,
  ...peopleRoutes,
  ...delegationRoutes,
  ...passkeyRoutes,
  ...sessionRoutes,
  ...installationRoutes,
];
