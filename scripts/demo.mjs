import { start } from './setup/start.mjs';

start('demo', 'Sets up what is missing, loads the demo programs with their history, and serves them with live runs.');
