"""The made-up case as it stands on paper, to the letter, in each language."""

PRINT = "ef" * 32

ENGLISH = f"""\
linea guasta

All that happened, in order, up to 24 November 2026, 12:00

Company         Zefiro Telecom
Trade           Telephone and internet
Number to dial  187
Customer code   C-42
Line or meter   0612345678
Noticed on      Wednesday 18 November 2026
Asked for       la riparazione della linea
Case            20261118T090000Z-aabbcc
Opened          18 November 2026, 09:00

What it has cost so far
Calls             2
Operators         2
Transfers         1
On the phone      18:40
Of that, on hold  03:29

Promises
Made               19/11/2026
Operator           2093
Promise            richiamano
What became of it  still open

Made               23/11/2026 10:48
Operator           4471
Promise            manderanno un tecnico
By                 Friday 27 November 2026
What became of it  BROKEN

The calls
When          19/11/2026
Company       Zefiro Telecom
Length        –
Waiting       –
Operators     2093
Claim number  no number

When          23/11/2026 10:32
Company       Zefiro Telecom
Length        18:40
Waiting       03:29
Operators     2093, 4471
Claim number  no number

What happened, in order
Wednesday 11 November 2026
–  Registered letter, from the customer: chiesta la riparazione · no. RR123IT \
· written down 24/11/2026

Thursday 12 November 2026
–  Bill, from the customer: bolletta di ottobre · no. B-77 · attached: bolletta.pdf \
· written down 24/11/2026

Thursday 19 November 2026
–  Zefiro Telecom: Call started (added after the call)
–  Operator 2093 answered (added after the call)
–  Operator number: 2093 (added after the call)
–  perdita al contatore (added after the call)
–  PROMISE richiamano (added after the call)
–  Call ended; how long it lasted was not noted (added after the call)

Friday 20 November 2026
–  Post on their social page, from a person there: stiamo verificando · written down 24/11/2026

Monday 23 November 2026
10:32:05  Zefiro Telecom: Call started: 187
10:32:41  On hold for 03:29
10:36:10  Operator 2093 answered
10:36:15  Operator number: 2093
10:37:05  dice: guasto di zona
10:38:05  Also listening: Lucia
10:44:05  Transferred → operator 4471
10:44:13  Operator number: 4471
10:44:25  Operator's name: Carla
10:46:05  REFUSED Claim number: non siamo tenuti
10:46:35  REFUSED Rimborso dei giorni persi?
10:48:05  PROMISE manderanno un tecnico → by Friday 27 November
10:50:45  Call ended after 18:40
10:51:05  Outcome: refused

Tuesday 24 November 2026
12:00:00  PROMISE NOT KEPT: operator 4471, 23/11/2026 10:48: manderanno un tecnico \
→ by Friday 27 November
12:00:00  The whole call was written down afterwards · the time is approximate \
(added after the call)

Attached files
12/11/2026  bolletta.pdf
            SHA-256 {"ab" * 32}

Case 20261118T090000Z-aabbcc: Fingerprint {PRINT}
Call 20261119T123700Z-7f3a9c: Fingerprint {PRINT}
Call 20261123T093205Z-7f3a9c: Fingerprint {PRINT}
Whoever was given these fingerprints can see that nothing up to here was changed since. \
They show no more than that.
Written by CallMate, 24 November 2026, 12:00"""

ITALIAN = f"""\
linea guasta

Tutti i fatti, in ordine di tempo, fino al giorno 24 novembre 2026, 12:00

Azienda             Zefiro Telecom
Settore             Telefono e internet
Numero da chiamare  187
Codice cliente      C-42
Linea o contatore   0612345678
Problema notato il  mercoledì 18 novembre 2026
Richiesta           la riparazione della linea
Pratica             20261118T090000Z-aabbcc
Aperta il           18 novembre 2026, 09:00

Quanto è costata finora
Chiamate           2
Operatori          2
Trasferimenti      1
Tempo al telefono  18:40
Di cui in attesa   03:29

Promesse
Fatta il   19/11/2026
Operatore  2093
Promessa   richiamano
Esito      ancora aperta

Fatta il   23/11/2026 10:48
Operatore  4471
Promessa   manderanno un tecnico
Entro      venerdì 27 novembre 2026
Esito      NON MANTENUTA

Le chiamate
Quando              19/11/2026
Azienda             Zefiro Telecom
Durata              –
Attesa              –
Operatori           2093
Numero del reclamo  senza numero

Quando              23/11/2026 10:32
Azienda             Zefiro Telecom
Durata              18:40
Attesa              03:29
Operatori           2093, 4471
Numero del reclamo  senza numero

I fatti, in ordine di tempo
mercoledì 11 novembre 2026
–  Raccomandata A.R., dal cliente: chiesta la riparazione · n. RR123IT \
· annotato il giorno 24/11/2026

giovedì 12 novembre 2026
–  Bolletta, dal cliente: bolletta di ottobre · n. B-77 · allegato: bolletta.pdf \
· annotato il giorno 24/11/2026

giovedì 19 novembre 2026
–  Zefiro Telecom: Chiamata iniziata (aggiunto dopo la chiamata)
–  Ha risposto l'operatore 2093 (aggiunto dopo la chiamata)
–  Codice operatore: 2093 (aggiunto dopo la chiamata)
–  perdita al contatore (aggiunto dopo la chiamata)
–  PROMESSA richiamano (aggiunto dopo la chiamata)
–  Chiamata finita; la durata non è stata annotata (aggiunto dopo la chiamata)

venerdì 20 novembre 2026
–  Messaggio sulla loro pagina social, da una persona dell'azienda: stiamo verificando \
· annotato il giorno 24/11/2026

lunedì 23 novembre 2026
10:32:05  Zefiro Telecom: Chiamata iniziata: 187
10:32:41  In attesa per 03:29
10:36:10  Ha risposto l'operatore 2093
10:36:15  Codice operatore: 2093
10:37:05  dice: guasto di zona
10:38:05  Ascolta anche: Lucia
10:44:05  Trasferito → operatore 4471
10:44:13  Codice operatore: 4471
10:44:25  Nome operatore: Carla
10:46:05  RIFIUTATO Numero del reclamo: non siamo tenuti
10:46:35  RIFIUTATO Rimborso dei giorni persi?
10:48:05  PROMESSA manderanno un tecnico → entro venerdì 27 novembre
10:50:45  Chiamata finita dopo 18:40
10:51:05  Esito: rifiutato

martedì 24 novembre 2026
12:00:00  PROMESSA NON MANTENUTA: operatore 4471, 23/11/2026 10:48: manderanno un tecnico \
→ entro venerdì 27 novembre
12:00:00  Tutta la chiamata è stata scritta in seguito · l'ora è approssimativa \
(aggiunto dopo la chiamata)

File allegati
12/11/2026  bolletta.pdf
            SHA-256 {"ab" * 32}

Pratica 20261118T090000Z-aabbcc: Impronta {PRINT}
Chiamata 20261119T123700Z-7f3a9c: Impronta {PRINT}
Chiamata 20261123T093205Z-7f3a9c: Impronta {PRINT}
Chi ha ricevuto queste impronte può vedere che da allora, fin qui, non è stato cambiato nulla. \
Non dimostrano altro.
Scritto da CallMate, 24 novembre 2026, 12:00"""
