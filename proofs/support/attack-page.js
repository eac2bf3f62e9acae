// Runs in a browser, on a page of somebody else: every way in which such a page can make the visitor's browser send something.
// `attack(way, target, id)` resolves when there is nothing more to wait for; what it achieved is looked up at the target.

const mutation = (id) => `mutation Attack { updateSettings(input: {mutationId: "${id}", calmMotion: true}) { id } }`;

function inFrame(make) {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.name = `frame-${Math.random()}`;
    let loads = 0;
    const done = () => {
      loads += 1;
      // the first load is that of the empty frame
      if (loads > 1) resolve();
    };
    frame.addEventListener('load', done);
    document.body.append(frame);
    if (frame.contentDocument?.readyState === 'complete') loads = Math.max(loads, 1);
    make(frame);
    setTimeout(resolve, 3000);
  });
}

function form(target, name, method, enctype, fields) {
  const made = document.createElement('form');
  made.action = target;
  made.method = method;
  made.enctype = enctype;
  made.target = name;
  for (const [key, value] of Object.entries(fields)) {
    const field = document.createElement('textarea');
    field.name = key;
    field.value = value;
    made.append(field);
  }
  document.body.append(made);
  made.submit();
}

const posts = (target, enctype, fields) => inFrame((frame) => form(target, frame.name, 'post', enctype, fields));

const socket = (target) =>
  new Promise((resolve) => {
    const made = new WebSocket(target.replace(/^http/, 'ws'));
    made.onopen = () => {
      made.close();
      resolve('open');
    };
    made.onerror = () => resolve('refused');
    setTimeout(() => resolve('silent'), 5000);
  });

const sends = (target, init) => fetch(target, { credentials: 'include', ...init }).then((answer) => answer.text().catch(() => ''), () => '');

const ways = {
  'form, urlencoded': (url, id) => posts(`${url}/graphql`, 'application/x-www-form-urlencoded', { query: mutation(id) }),
  // the equals sign that a form puts in lands inside a string, so that the body is whole JSON
  'form, text/plain as JSON': (url, id) => posts(`${url}/graphql`, 'text/plain', { [`{"query":${JSON.stringify(mutation(id))},"variables":{"pad":"`]: '"}}' }),
  'form, multipart': (url, id) => posts(`${url}/graphql`, 'multipart/form-data', { operations: JSON.stringify({ query: mutation(id) }), map: '{}', query: mutation(id) }),
  'form, GET': (url, id) => inFrame((frame) => form(`${url}/graphql`, frame.name, 'get', 'application/x-www-form-urlencoded', { query: mutation(id) })),
  'picture': (url, id) =>
    new Promise((resolve) => {
      const picture = new Image();
      picture.onload = picture.onerror = resolve;
      picture.src = `${url}/graphql?query=${encodeURIComponent(mutation(id))}`;
    }),
  'script': (url, id) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = script.onerror = resolve;
      script.src = `${url}/graphql?query=${encodeURIComponent(mutation(id))}`;
      document.head.append(script);
    }),
  'fetch, no-cors, text/plain': (url, id) => sends(`${url}/graphql`, { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query: mutation(id) }) }),
  'fetch, no-cors, urlencoded': (url, id) => sends(`${url}/graphql`, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ query: mutation(id) }) }),
  'fetch, no-cors, multipart': (url, id) => {
    const body = new FormData();
    body.append('operations', JSON.stringify({ query: mutation(id) }));
    body.append('map', '{}');
    return sends(`${url}/graphql`, { method: 'POST', mode: 'no-cors', body });
  },
  'fetch, no-cors, JSON in a typeless blob': (url, id) => sends(`${url}/graphql`, { method: 'POST', mode: 'no-cors', body: new Blob([JSON.stringify({ query: mutation(id) })]) }),
  'fetch, cors, JSON': (url, id) => sends(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: mutation(id) }) }),
  'fetch, GET with its own header': (url, id) => sends(`${url}/graphql?query=${encodeURIComponent(mutation(id))}`, { headers: { 'apollo-require-preflight': '1' } }),
  'beacon': async (url, id) => {
    navigator.sendBeacon(`${url}/graphql`, new Blob([JSON.stringify({ query: mutation(id) })], { type: 'text/plain' }));
    // a beacon says nothing back: a request behind it on the same connection marks that it went
    await sends(`${url}/healthz`, { mode: 'no-cors' });
  },
  'websocket': (url, id) => socket(`${url}/realtime/?EIO=4&transport=websocket&id=${id}`),
  'long polling, no-cors': (url, id) => sends(`${url}/realtime/?EIO=4&transport=polling&id=${id}`, { mode: 'no-cors' }),
  'long polling, cors': (url, id) => sends(`${url}/realtime/?EIO=4&transport=polling&id=${id}`, {}),
};

window.attackWays = Object.keys(ways);
window.attack = (way, url, id) => ways[way](url, id);
