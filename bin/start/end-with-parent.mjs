// Loaded before a program that runs beside Lockgate: ends it when Lockgate goes away, even killed without a word.
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref?.();
