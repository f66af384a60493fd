/** The app's pictures, under the words they stand for: Lucide's (ISC), and our own drawings. */
import type { Drawing } from './Picture.tsx';

export {
  Archive as archivePicture,
  ArrowLeft as backPicture,
  CalendarDays as dayPicture,
  Car as ridePicture,
  Check as checkPicture,
  CheckCheck as sentPicture,
  CircleQuestionMark as otherPicture,
  Clock as clockPicture,
  CloudUpload as toSendPicture,
  Coins as moneyPicture,
  Copy as copyPicture,
  Download as filePicture,
  Eye as lookPicture,
  Flame as urgentPicture,
  Globe as languagePicture,
  HandHeart as carePicture,
  HandHelping as needsPicture,
  House as housingPicture,
  Info as infoPicture,
  Languages as wordsPicture,
  LayoutGrid as morePicture,
  MapPin as zonePicture,
  Minus as minusPicture,
  Package as thingsPicture,
  Pencil as editPicture,
  Plus as plusPicture,
  QrCode as codePicture,
  Settings as settingsPicture,
  Share2 as sharePicture,
  ShoppingBasket as foodPicture,
  Smartphone as herePicture,
  Stethoscope as healthPicture,
  Sun as todayPicture,
  Trash2 as removePicture,
  TriangleAlert as alertPicture,
  Undo2 as undoPicture,
  UserPlus as invitePicture,
  Users as peoplePicture,
  Volume2 as speakPicture,
  Wrench as repairPicture,
  X as closePicture,
} from 'lucide';

/** Two people with a cup between them. */
export const companyPicture: Drawing = [
  ['circle', { cx: 6, cy: 6, r: 3 }],
  ['circle', { cx: 18, cy: 6, r: 3 }],
  ['path', { d: 'M2 20v-4a4 4 0 0 1 6-3.5' }],
  ['path', { d: 'M22 20v-4a4 4 0 0 0-6-3.5' }],
  ['path', { d: 'M9 15h5v3a2 2 0 0 1-2 2h-1a2 2 0 0 1-2-2z' }],
  ['path', { d: 'M14 16h.8a1.2 1.2 0 0 1 0 2.4H14' }],
];

/** Many hands: three of them, reaching in. */
export const handsPicture: Drawing = [
  ['path', { d: 'M12 3v7' }],
  ['path', { d: 'M9.5 5v6.5' }],
  ['path', { d: 'M14.5 5v6.5' }],
  ['path', { d: 'M9.5 11.5c0 3 5 3 5 0' }],
  ['path', { d: 'M3 20c1-4 3-6 6.5-6' }],
  ['path', { d: 'M21 20c-1-4-3-6-6.5-6' }],
  ['path', { d: 'M6 21c1-2.5 3-4 6-4s5 1.5 6 4' }],
];
