// The address of a database, as users name a catalogue on a server.

/** Whether a place is the address of a server. */
export const isDatabaseAddress = (place: string): boolean => /^postgres(?:ql)?:\/\//.test(place);
