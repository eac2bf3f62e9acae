/** Injection token of the master key (`MasterKey`). Only `platform/crypto` and the unit of work take it. */
export const MASTER_KEY = Symbol('kring.masterKey');
