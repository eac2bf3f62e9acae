/**
 * A page says for whom it was made: this header with every request, this field in the handshake of its socket. A browser
 * has one cookie for all its tabs, so the sign-in may have become somebody else's while a page was open.
 */
export const madeForHeader = 'kring-made-for';
export const madeForField = 'madeFor';
/** In the handshake of a device that is nobody: its own token. Then the cookie of its browser plays no part. */
export const screenField = 'screen';
