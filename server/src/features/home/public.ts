/** Nothing comes after this feature yet; the app needs its module. */
export { HomeModule } from './home.module.js';
