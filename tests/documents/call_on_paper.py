"""The made-up call in which everything happened, on its sheet, in each language."""

OTHER = "Aurora Energia, 20/11/2026 09:00"

ENGLISH = f"""\
Zefiro Telecom · 24 November 2026, 10:32

Call          20261124T093205Z-ffffff
Who rang      the company
Their number  187
Matter        linea guasta
Began         10:22, as told afterwards
Answered      10:33:25
Ended         10:35:35, after 13:35
On hold       01:05, 1 time
Operator      2093, from 10:33:25
Operator      number unknown, from 10:33:45
Outcome       line dropped

Checklist
○  Operator number: missing
✗  Claim number: refused – non siamo tenuti
○  Operator's name: missing
✓  Promise, by when: un tecnico
○  Also listening: missing
○  Speakerphone on: missing
○  Recording notice heard: missing

What happened
10:32:05  Call started: 187
10:32:10  Pressed in the menu: 2 1
10:32:11  Recording, for you alone (part 1)
10:32:15  On hold for 01:05
10:33:20  Back on the line
10:33:25  Operator 2093 answered
10:33:30  Operator number: 2093
10:33:35  guasto di tutta la zona
10:33:45  Transferred
10:33:55  REFUSED Claim number: non siamo tenuti
10:34:05  PROMISE un tecnico → by Friday 27 November
10:34:06  ★ Marked
10:34:15  No sound for 00:03: the computer was too busy
10:35:25  Taken up again, after 01:00
10:35:26  sbagliata (taken back)
10:35:27  Taken back: 10:35:26 sbagliata
10:35:28  Corrected: guasto di tutta la zona (at first: guasto di zona)
10:35:35  The line dropped
10:35:36  Call ended after 13:35
10:35:37  Recording kept: 03:24, sealed
10:35:40  Outcome: line dropped
10:47:05  Sound brought in from a file, as part 2: chiamata.m4a · telefono di Anna
10:50:25  Listening copy taken, 01:00 to 01:30: avvocato
10:52:05  Sound of part 1 deleted; its SHA-256 stays: {"ab" * 32}
10:53:45  Filed in a case
10:53:55  Put right: Matter: linea guasta (added after the call)
10:54:05  They rang me (added after the call)
10:54:15  Began at 10:22, as told afterwards (added after the call)
10:54:25  Struck out: 10:35:26 sbagliata (added after the call)
10:54:35  Moved to the call {OTHER}: 10:35:26 sbagliata (added after the call)
10:54:45  contatore guasto (written on 20/11/2026 10:32 under the call {OTHER}, and moved here) \
(added after the call)

Promises
10:34:05  un tecnico → by Friday 27 November 2026

Recording
10:32:11  Part 1: 03:24; its sound was deleted on 24 November 2026, 10:52
          SHA-256 {"ab" * 32}

Call 20261124T093205Z-ffffff: Fingerprint {"ef" * 32}
Whoever was given this fingerprint can see that nothing up to here was changed since. It shows \
no more than that."""

ITALIAN = f"""\
Zefiro Telecom · 24 novembre 2026, 10:32

Chiamata         20261124T093205Z-ffffff
Chi ha chiamato  l'azienda
Il loro numero   187
Motivo           linea guasta
Inizio           10:22, come detto dopo
Risposta         10:33:25
Fine             10:35:35, dopo 13:35
In attesa        01:05, 1 volta
Operatore        2093, dalle 10:33:25
Operatore        codice sconosciuto, dalle 10:33:45
Esito            linea caduta

Da chiedere
○  Codice operatore: manca
✗  Numero del reclamo: rifiutato – non siamo tenuti
○  Nome operatore: manca
✓  Promessa e data: un tecnico
○  Ascolta anche: manca
○  Vivavoce acceso: manca
○  Avviso registrazione: manca

Che cosa è successo
10:32:05  Chiamata iniziata: 187
10:32:10  Premuto nel menù: 2 1
10:32:11  Registrazione, solo per Lei (parte 1)
10:32:15  In attesa per 01:05
10:33:20  Di nuovo in linea
10:33:25  Ha risposto l'operatore 2093
10:33:30  Codice operatore: 2093
10:33:35  guasto di tutta la zona
10:33:45  Trasferito
10:33:55  RIFIUTATO Numero del reclamo: non siamo tenuti
10:34:05  PROMESSA un tecnico → entro venerdì 27 novembre
10:34:06  ★ Momento segnato
10:34:15  Nessun audio per 00:03: il computer era sovraccarico
10:35:25  Chiamata ripresa dopo 01:00
10:35:26  sbagliata (annullato)
10:35:27  Annullato: 10:35:26 sbagliata
10:35:28  Corretto: guasto di tutta la zona (prima: guasto di zona)
10:35:35  È caduta la linea
10:35:36  Chiamata finita dopo 13:35
10:35:37  Registrazione salvata: 03:24, sigillata
10:35:40  Esito: linea caduta
10:47:05  Audio aggiunto da un file, come parte 2: chiamata.m4a · telefono di Anna
10:50:25  Copia d'ascolto presa, da 01:00 a 01:30: avvocato
10:52:05  Audio della parte 1 eliminato; ne resta lo SHA-256: {"ab" * 32}
10:53:45  Messa in una pratica
10:53:55  Corretti i dati: Motivo: linea guasta (aggiunto dopo la chiamata)
10:54:05  Mi hanno telefonato loro (aggiunto dopo la chiamata)
10:54:15  Iniziata alle 10:22, come detto dopo (aggiunto dopo la chiamata)
10:54:25  Riga barrata: 10:35:26 sbagliata (aggiunto dopo la chiamata)
10:54:35  Spostato nella chiamata {OTHER}: 10:35:26 sbagliata (aggiunto dopo la chiamata)
10:54:45  contatore guasto (scritto il 20/11/2026 10:32 nella chiamata {OTHER}, e spostato qui) \
(aggiunto dopo la chiamata)

Promesse
10:34:05  un tecnico → entro venerdì 27 novembre 2026

Registrazione
10:32:11  Parte 1: 03:24; l'audio è stato eliminato il giorno 24 novembre 2026, 10:52
          SHA-256 {"ab" * 32}

Chiamata 20261124T093205Z-ffffff: Impronta {"ef" * 32}
Chi ha ricevuto questa impronta può vedere che da allora nulla, fino a qui, è stato modificato. \
Non mostra altro che questo."""
