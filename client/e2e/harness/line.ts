import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way between a browser and the product, which can be cut and mended. */
export interface Line {
  url: string;
  leadTo(url: string): void;
  /** everything that is open breaks off, and nothing new gets through */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A line that leads nowhere yet: its address must be known to the product (KRING_ORIGINS) before that starts. */
export async function openLine(): Promise<Line> {
  let target = 0;
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${port}`,
    leadTo: (url) => {
      target = Number(new URL(url).port);
    },
    cut,
    mend: () => {
      whole = true;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
