import { TypeMetadataStorage } from '@nestjs/graphql';
import { readSettings } from '../../server/src/platform/config/settings.js';
import { bootServer } from '../../server/src/main.js';

// Child process of the proof authz-complete: starts the server with one rule taken out of the program before the
// schema is made, and says what came of it. Arguments: the name of a root field, or `none`.

interface Statement {
  schemaName?: string;
  methodName: string;
  extensions?: Record<string, unknown>;
}

interface Storage {
  compile(...args: unknown[]): void;
  getQueriesMetadata(): Statement[];
  getMutationsMetadata(): Statement[];
}

const name = process.argv[2] ?? 'none';
const storage = TypeMetadataStorage as unknown as Storage;
const compile = storage.compile.bind(storage);
storage.compile = (...args) => {
  compile(...args);
  for (const item of [...storage.getQueriesMetadata(), ...storage.getMutationsMetadata()]) {
    if ((item.schemaName ?? item.methodName) === name) delete item.extensions;
  }
};

try {
  const server = await bootServer(readSettings(process.env));
  await server.close();
  console.log('booted');
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
}
process.exit();
