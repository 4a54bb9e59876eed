import { start } from './setup/start.mjs';

start(
  'up',
  'Sets up what is missing and serves an empty, durable installation. Prints a one-time link for its first\nadministrator while it has none.',
);
