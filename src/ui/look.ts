/** The look: imported once, by the page. */
import './tokens.css';
import './base.css';
import './pieces.css';
import './choices.css';
import './forms.css';
