/** `K7M 4PX`: three and three are read across a room, and typed, without a mistake. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** Where a code leads, as a phone's camera opens it. */
export const roomAddress = (code: string): string => `${window.location.origin}/kamer/${code}`;

export const roomPath = (code: string): string => `/kamer/${code}`;
