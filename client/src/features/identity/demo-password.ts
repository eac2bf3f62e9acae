/**
 * The password of everyone in a demonstration that only this machine can reach. It protects nothing: the demonstration's
 * people are invented. A demonstration on a network has a password of its own, which the visitor has to know.
 */
export const openDemoPassword = 'kring';
