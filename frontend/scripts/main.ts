// Starts all that the pages gain where JavaScript runs. Every page works without it, and on plain http, where browsers
// withhold the clipboard and the share sheet: then nothing appears and nothing is said about it.

import { answered } from "./address";
import { enableDragging } from "./drag";
import { receiveLater, sendInPlace } from "./forms";
import { offerHomeScreen } from "./home_screen";
import { dressWhatScriptsShow } from "./later";
import { refreshIfStale, startLiveUpdates } from "./live";
import { autosaveNote } from "./notes";
import { openWhereItLeads } from "./opening";
import { followNumbers } from "./plan";
import { sayWhatWasSeen } from "./seen";
import { offerCopying, offerPrinting, offerSharing, selectOnFocus } from "./sharing";
import { forgetDevice, keepVisited } from "./visited";
import { sendWhatWaits } from "./waiting";
import { guessZones } from "./zones";

dressWhatScriptsShow();
guessZones();
offerCopying();
offerSharing();
offerPrinting();
selectOnFocus();
enableDragging(refreshIfStale);
sendInPlace(refreshIfStale, forgetDevice);
sendWhatWaits(receiveLater);
autosaveNote();
followNumbers();
openWhereItLeads();
startLiveUpdates();
sayWhatWasSeen();
keepVisited();
offerHomeScreen();
answered(location.href);
