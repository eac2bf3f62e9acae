// One throwaway database cluster for the whole run; its addresses travel to the workers in the environment.
export default async function globalSetup() {
  const { startCluster } = await import('../../dist/server/test/harness/cluster.js');
  globalThis.testCluster = await startCluster();
}
