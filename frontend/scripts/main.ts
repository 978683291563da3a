// Starts all that the pages gain where JavaScript runs. Every page works without it, and on plain http, where browsers
// withhold the clipboard and the share sheet: then nothing appears and nothing is said about it.

import { enableDragging } from "./drag";
import { sendInPlace } from "./forms";
import { refreshIfStale, startLiveUpdates } from "./live";
import { autosaveNote } from "./notes";
import { followNumbers } from "./plan";
import { sayWhatWasSeen } from "./seen";
import { offerCopying, offerPrinting, offerSharing, selectOnFocus } from "./sharing";
import { guessZones } from "./zones";

guessZones();
offerCopying();
offerSharing();
offerPrinting();
selectOnFocus();
enableDragging(refreshIfStale);
sendInPlace(refreshIfStale);
autosaveNote();
followNumbers();
startLiveUpdates();
sayWhatWasSeen();
