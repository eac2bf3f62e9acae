/** Who asks: made by `platform/identity` from a request or a socket. It knows nobody's rights. */
export interface Viewer {
  readonly personId: string;
  readonly signInId: string;
}
