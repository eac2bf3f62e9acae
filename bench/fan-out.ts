// `npm run bench -- fan-out --sockets=10,100,500`: only the messages to many sockets.
import { type FanOutSide, measureFanOut } from './meters/fan-out.js';
import { openLoadSet } from './prepare/load-set.js';
import { startLimit, startOurs } from './prepare/programs.js';
import { median } from './sheet/statistics.js';

const argument = (name: string, fallback: string): string => process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const set = await openLoadSet('medium', console.log);
const undo: (() => Promise<void>)[] = [() => set.stop()];
try {
  const floor = await startLimit('floor-server');
  undo.push(() => floor.stop());
  const socketio = await startLimit('socketio-server');
  undo.push(() => socketio.stop());
  const ours = await startOurs(set);
  undo.push(() => ours.stop());
  for (const sockets of argument('sockets', '10,100,500').split(',').map(Number)) {
    const figures = await measureFanOut(set, { floor, socketio, ours }, sockets, { rounds: Number(argument('rounds', '3')), calmMessages: 20, busyMessages: 30 });
    for (const side of ['floor', 'socketio', 'ours'] as FanOutSide[]) {
      const of = (name: 'p50' | 'p95' | 'allP95' | 'messagesPerSecond' | 'cpu', kind: 'calm' | 'busy'): string => median(figures[kind][side].map((one) => one[name])).toFixed(1);
      console.log(
        `N=${sockets} ${side.padEnd(8)} calm p50 ${of('p50', 'calm')} p95 ${of('p95', 'calm')} all ${of('allP95', 'calm')} ms | busy ${of('messagesPerSecond', 'busy')} msg/s all ${of('allP95', 'busy')} ms, CPU ${of('cpu', 'busy')} us/delivery | RSS ${figures.memory[side].before.toFixed(0)} -> ${figures.memory[side].after.toFixed(0)} MB`,
      );
    }
    const cpu = (side: FanOutSide): number => median(figures.busy[side].map((one) => one.cpu));
    const handing = cpu('ours') - (figures.writing * 1_000) / sockets;
    console.log(`  writing costs ${figures.writing.toFixed(2)} ms CPU a message; ours without it ${handing.toFixed(1)} us/delivery = ${(handing / cpu('socketio')).toFixed(2)} x socket.io, with it ${(cpu('ours') / cpu('socketio')).toFixed(2)} x; lost ${figures.lost}, twice ${figures.duplicates}`);
  }
} finally {
  for (const step of undo.reverse()) await step();
}
