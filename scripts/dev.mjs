import { start } from './setup/start.mjs';

start('dev', 'Serves with the pages reloading as they change. A change of the API or of use cases takes a restart.');
