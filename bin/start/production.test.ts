import { describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { refuseDemoAccounts, requireProductionSettings } from './production';

const reachable = readEnv({ LOCKGATE_URL: 'https://lockgate.example', NODE_ENV: 'development' });
const local = readEnv({ LOCKGATE_URL: 'http://localhost:3000', NODE_ENV: 'production' });

describe('a start in production', () => {
  it('ends with one line where it finds demo accounts, whatever NODE_ENV says', () => {
    expect(() => refuseDemoAccounts(reachable, true)).toThrow(/^This database holds demo accounts[^\n]*$/);
    expect(() => refuseDemoAccounts(reachable, false)).not.toThrow();
    expect(() => refuseDemoAccounts(local, true)).not.toThrow();
  });

  it('is no demo, and needs its public origin', () => {
    expect(() => requireProductionSettings(reachable, 'demo')).toThrow(/not for production/);
    expect(() => requireProductionSettings(readEnv({ HOST: '0.0.0.0' }), 'up')).toThrow(/LOCKGATE_URL/);
    expect(() => requireProductionSettings(reachable, 'up')).not.toThrow();
  });
});
