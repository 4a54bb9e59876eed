/** How often at least a stream says that it lives, in milliseconds. Apart, so that pages know it without any schema. */
export const heartbeatMs = 5_000;
