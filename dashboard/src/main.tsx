import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './styles.css';

const page = document.getElementById('page');
if (page) createRoot(page).render(<App />);
