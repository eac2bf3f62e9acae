import { createServer } from 'node:net';
import { SettingError } from '../platform/config/settings.js';

/** Says so at once when the port is taken, instead of after everything else is ready. */
export async function checkPort(port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port, host)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/** The sentence for a listen that failed. */
export function portError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') return new SettingError('PORT', `Port ${port} is in use by another program (perhaps another Kring). Choose another one with PORT, for example PORT=${port + 1} npm start.`);
  if (error.code === 'EACCES') return new SettingError('PORT', `This user may not listen on port ${port}. Choose one above 1023 with PORT.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new SettingError('KRING_HOST', `KRING_HOST is ${host}, which is not an address of this machine.`);
  return error;
}
