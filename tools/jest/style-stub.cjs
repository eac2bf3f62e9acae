// Style sheets and pictures have no meaning without a browser: a class is its own name.
module.exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? false : String(name)) });
