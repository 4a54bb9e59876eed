import { isMainThread } from 'node:worker_threads';

// Loaded before a program that runs beside Lockgate: ends it when Lockgate goes away, even killed without a word. Its
// threads load this too, and what ends there is their own input.
if (isMainThread) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
  process.stdin.unref?.();
}
