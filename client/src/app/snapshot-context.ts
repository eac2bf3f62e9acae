import { createContext } from 'react';
import { SnapshotBox } from '../platform/realtime/RealtimeProvider.js';

/** Where the HTTP link leaves stream positions, until the socket takes them. */
export const SnapshotContext = createContext(new SnapshotBox());
