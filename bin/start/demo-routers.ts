import { demoKeys } from './demo-keys';
import { startSideProgram } from './side-program';

type Beside = { url: string; dataFolder: string };

/** The routers that the demo's manifests declare, with what their requests look like. */
const routers = [
  {
    program: 'claims',
    router: 'claims-gateway',
    dimensions: ['productLine=motor,home,travel', 'geography=eu,uk'],
  },
  {
    program: 'orders-streaming',
    router: 'order-relay',
    dimensions: ['region=emea,amer,apac', 'channel=web,store'],
  },
] as const;

/** Runs the demo's routers beside Lockgate: they route made-up requests and tell what they did. The answer stops them. */
export const startDemoRouters = ({ url, dataFolder }: Beside): (() => Promise<void>) => {
  const stops = routers.map(({ program, router, dimensions }) =>
    startSideProgram({
      name: `the demo's router ${router}`,
      script: 'examples/router/main.ts',
      logFile: 'demo-router.log',
      dataFolder,
      work: async (run, isStopped) => {
        const keys = await demoKeys(url, dataFolder, {
          file: `demo-key-${router}.json`,
          name: `Router ${router}`,
          scopes: ['authority:read', 'observations:write'],
          programs: [program],
        });
        if (isStopped()) return;
        const told = dimensions.flatMap((dimension) => ['--dimension', dimension]);
        const env = { LOCKGATE_URL: url, LOCKGATE_API_KEY: keys[program] ?? '' };
        await run(env, '--program', program, '--router', router, ...told);
      },
    }),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
};
