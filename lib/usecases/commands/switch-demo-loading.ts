import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findInstallation, setDemo } from '@/lib/store/installation';
import { note } from '@/lib/usecases/transact';

/** `begun`: the clock may be simulated from now on. `loaded`: the demo is here, whole. */
export type DemoLoading = 'begun' | 'loaded';

/** Opens the installation for the demo's history, or finds it open or loaded: a history is loaded once. */
export const beginDemoLoading = (): Promise<Result<DemoLoading>> =>
  note(async (db) => {
    const installation = await findInstallation(db);
    if (installation === null) throw refused('internal', 'The installation is not set up yet.');
    if (installation.loadingDemo) return accept('begun');
    if (installation.demo) return accept('loaded');
    await setDemo(db, { demo: true, loadingDemo: true });
    return accept('begun');
  });

/** Ends the loading; from now on the only clock is the database's. */
export const endDemoLoading = (): Promise<Result<null>> =>
  note(async (db) => {
    await setDemo(db, { demo: true, loadingDemo: false });
    return accept(null);
  });
