"""What people say at a call centre, as a machine writes it down, and what is found in it.

Each line holds what is said, then the finds: ``op`` an operator's number, ``name`` a name,
``claim`` a claim number, ``by`` the day of a promise. All is said on Wednesday 25 November 2026
at 10:00.
"""

ITALIAN = """
Buongiorno, il mio codice operatore è 4471. => op 4471
Buongiorno, sono l'operatore 4471, come posso aiutarla? => op 4471
Sono l'operatrice numero 44 71. => op 4471
Il mio codice operatore è quattro quattro settantuno. => op 4471
il mio codice operatore e quattro quattro sette uno => op 4471
Operatore 4-4-7-1, mi dica. => op 4471
Sì, il mio codice è 4471. => op 4471
La mia matricola è 88 12. => op 8812
Il mio identificativo è A come Ancona, quattro, quattro, sette. => op A447
Il mio codice operatore è A come Ancona, B come Bologna, 12. => op AB12
Il mio codice operatore è AB12. => op AB12
Codice operatore: IT-447. => op IT-447
Mi può dare il suo codice operatore? Sì, certo, 4471. => op 4471
Qual è il suo codice operatore? Allora, è quattro quattro settantuno. => op 4471
E il suo codice operatore? Un attimo, 5 5 3 2. => op 5532
Il numero operatore è doppio quattro settantuno. => op 4471
Sono l'operatore quattrocentoquarantasette. => op 447
Il codice operatore è 4471, no, scusi, 4472. => op 4472
Il mio codice operatore è 4471, anzi 4417. => op 4417
Il codice operatore è 44, ehm, 71. => op 4471
Il mio codice operatore è 4471. Quattro quattro settantuno, giusto? Esatto. => op 4471
4471 è il mio codice operatore. => op 4471
Parla con l'operatore 312. => op 312
L'operatore è il 4471. => op 4471
Operatoro, numero 4, 4, 7, 1, un momento. => op 4471
Il mio codice operatoria è? 6, 9, 5, 6. => op 6956
IL MIO CODICE OPERATORE È 4471. => op 4471
Il mio codice operatore è 6, 2, 7 e 4. => op 6274
Operatore, numero sei due sette e quattro. => op 6274
Il numero della pratica è 3, 1 e 7, 0, 6. => claim 31706
Il numero di reclamo è 6, 2, 7 e 4, alle 9 e 30 chiudiamo. => claim 6274
Operatore 4471 e 2 segnalazioni aperte. => op 4471
Operatore, numero 0, 9, 9, 9, 1 momento per piacere. => op 0999
Mi chiamo Marta. => name Marta
Buongiorno, sono Marta, come posso aiutarla? => name Marta
Mi chiamo Marta Rossi, operatrice 4471. => name Marta Rossi; op 4471
Il mio nome è Giuseppe, codice operatore 12 34. => name Giuseppe; op 1234
Sono Luca dell'assistenza clienti, buongiorno. => name Luca
Parla Francesca, buonasera. => name Francesca
mi chiamo marta => name Marta
Le do il numero della pratica: 88 123 45. => claim 8812345
Le do il numero della pratica, è 8812345. => claim 8812345
Il numero di pratica è PR-4471/B. => claim PR-4471/B
Il numero della segnalazione è 2026-4471. => claim 2026-4471
La sua segnalazione è la numero 55 21 7. => claim 55217
Il suo numero di reclamo è R come Roma, 4, 4, 7, 1. => claim R4471
Le ho aperto il ticket INC 0044 71. => claim INC004471
Il ticket è TT trattino 4471. => claim TT-4471
Numero di protocollo 12345 barra 2026. => claim 12345/2026
Il protocollo è 77 88 99. => claim 778899
Ho aperto la segnalazione, il codice è 8841. => claim 8841
Ho registrato il suo reclamo. Il numero è 30112. => claim 30112
Mi dà il numero della pratica? Sì, il numero è 4471882. => claim 4471882
Qual è il numero di pratica? Prego, segni: uno, due, tre, quattro, cinque. => claim 12345
Può segnare il numero della pratica? Allora: A come Ancona, K, 7, 7, 0. => claim AK770
La pratica è la 4471882. => claim 4471882
Il codice della pratica è ics kappa 447. => claim XK447
Numero pratica effe erre 12 34. => claim FR1234
Il riferimento è 9 9 doppio zero 1. => claim 99001
Il numero del ticket è tre zeri 457. => claim 000457
Il numero della segnalazione è 8841, scusi, 8842. => claim 8842
Il numero di reclamo è milleduecento trattino 26. => claim 1200-26
Il numero del reclamo è duemilaventisei barra quarantaquattro. => claim 2026/44
8812345 è il numero della sua pratica. => claim 8812345
Il numero dei preclano è 3, 1, 7, 0, 6, 6. => claim 317066
Il numero di lo replano è? 2, 9, 8, 0, 6. => claim 29806
Il numero di preclanque. 3, 2, 8, 9, 2, 1. Grazie. => claim 328921
Il numero della pratica è 8812345, la richiamiamo entro venerdì. => claim 8812345; by 2026-11-27
La pratica 4471882 è stata aperta, costo quaranta euro. => claim 4471882
Il numero di pratica è 4471, 40 euro di rimborso arriveranno. => claim 4471
Il numero della richiesta è 70 02 11. => claim 700211
Il numero di sinistro è S come Savona 12 barra 26. => claim S12/26
Le verrà rimborsato tutto entro 48 ore. => by 2026-11-27
La richiameremo entro venerdì. => by 2026-11-27
Un tecnico verrà domani mattina. => by 2026-11-26
Riceverà una risposta entro cinque giorni lavorativi. => by 2026-12-02
Le mandiamo la conferma entro lunedì prossimo. => by 2026-11-30
Il rimborso sarà accreditato entro il 10 dicembre. => by 2026-12-10
Risolveremo il guasto entro domani. => by 2026-11-26
Verrà ricontattato entro due giorni. => by 2026-11-27
Il tecnico arriva giovedì alle 15. => by 2026-11-26
Buonasera, sono Elena, codice operatore 7 7 1 2, in cosa posso esserle utile? => name Elena; op 7712
Allora guardi, il suo numero di pratica è il 5 5 0 1 2 3. => claim 550123
Come operatrice sono la 4471. => op 4471
Le lascio il mio codice, 4471, se dovesse richiamare. => op 4471
Il numero che identifica la segnalazione è 90 11 23. => claim 901123
Se vuole segnarsi il numero di pratica, glielo detto: 9, 0, 1, trattino, 22. => claim 901-22
Le ho appena aperto una segnalazione con numero 773311. => claim 773311
La segnalazione porta il numero 773311. => claim 773311
Il reclamo è stato registrato con il numero 2026/118. => claim 2026/118
La pratica ha il numero 118/2026. => claim 118/2026
Numero operatore: 8 8 0. => op 880
Ok, operatore? 4471. => op 4471
Il codice della segnalazione è E come Empoli, N come Napoli, 771. => claim EN771
Il ticket che le ho aperto è il 889912. => claim 889912
Il suo numero di pratica è il seguente: 66 77 88. => claim 667788
Le confermo che la pratica numero 667788 è aperta. => claim 667788
Il mio codice identificativo è 553. => op 553
Sono Marco, operatore 553 di Roma. => name Marco; op 553
Il codice operatore? Quattro quattro sette uno. => op 4471
Il numero di riferimento della chiamata è 991122. => claim 991122
Grazie, quindi pratica 667788, perfetto. => claim 667788
Dica pure al collega la pratica 667788. => claim 667788
Glielo ripeto, la pratica è 66, 77, 88. => claim 667788
Il tecnico passerà lunedì tra le 9 e le 13. => by 2026-11-30
Le inviamo una mail entro oggi. => by 2026-11-25
Entro settantadue ore la ricontattiamo noi. => by 2026-11-28
Entro una settimana avrà il rimborso. => by 2026-12-02
La linea sarà ripristinata entro le 18 di domani. => by 2026-11-26
Vi arriverà tutto entro fine mese. => by 2026-11-30
sono giulia operatore quattro quattro sette uno come posso aiutarla => name Giulia; op 4471
si allora il numero della pratica è otto otto uno due tre => claim 88123
Benvenuto in assistenza, sono Paolo. Il mio codice è 2218. => name Paolo; op 2218
Io sono l'operatore 7 3 5 e la pratica che le ho aperto è la 20 26 118. => op 735; claim 2026118
Segnalazione numero: S come Savona, R come Roma, trattino, 5, 5, 1. => claim SR-551
Il servizio sarà attivo entro 7 giorni lavorativi. => by 2026-12-04
Le arriverà una lettera entro il 5 dicembre. => by 2026-12-05
Numero di pratica uno due tre, quattro cinque sei, sette otto nove. => claim 123456789
Pratica: doppio uno, doppio due, tre. => claim 11223
Codice operatore bi quattro sette. => op B47
Protocollo 2026 barra 0044. => claim 2026/0044
Il mio codice operatore glielo ripeto è A-447. => op A-447
Quindi operatore 4471, pratica 88123, corretto? => op 4471; claim 88123
Operatore 4471 e pratica 88123. => op 4471; claim 88123
Perfetto, allora la richiesta di rimborso ha numero 44 08 17. => claim 440817
Le comunico il numero di reclamo, che è il 9 9 1 2. => claim 9912
Se ha carta e penna le do il numero di pratica, 55 66 77. => claim 556677
Il collega è l'operatore numero 90 12. => op 9012
Sono Chiara, matricola 667. => op 667
Mi scusi, non ho capito il suo nome. Mi chiamo Roberta. => name Roberta
La ricontatterà un nostro tecnico entro 24 ore. => by 2026-11-26
Il suo reclamo sarà chiuso entro martedì. => by 2026-12-01
Il numero della pratica è zero zero uno, due due, barra A come Ancona. => claim 00122/A
Può chiamare il numero verde indicando la pratica 55 66 77. => claim 556677
Pratica cinquantacinque sessantasei settantasette. => claim 556677
"""

ENGLISH = """
My operator number is 4471. => op 4471
Hello, this is operator 4471 speaking. => op 4471
My ID is four four seven one. => op 4471
My ID is double four seven one. => op 4471
My agent ID is 44 71. => op 4471
my operator number is four four seventy-one => op 4471
You're speaking with agent 4471. => op 4471
My badge number is triple seven two. => op 7772
My employee number is A for Alfa, 4, 4, 7. => op A447
My staff ID is AB12. => op AB12
Could I have your operator number? Sure, it's 4471. => op 4471
What's your operator number, please? Yes, of course, four oh seven one. => op 4071
Can I take your agent number? One moment. It's 5 5 3 2. => op 5532
My operator number is forty-four seventy-one. => op 4471
My operator number is 4471, no, sorry, 4472. => op 4472
My operator number is 4471. I mean 4417. => op 4417
My operator number is 44, um, 71. => op 4471
My operator number is 4-4-7-1. => op 4471
My operator number is 4471. Four four seven one, right? That's right. => op 4471
4471 is my operator number. => op 4471
Operator number: M as in Mike, 12. => op M12
I'm advisor 312, how can I help? => op 312
MY OPERATOR NUMBER IS 4471. => op 4471
My code is 8812. => op 8812
My representative ID is X-ray 44. => op X44
My operator id is N for November 77. => op N77
My agent number is nine one hundred. => op 9100
My operator number is 6, 2, 7 and 4. => op 6274
Your reference number is 3, 1 and 7, 0, 6. => claim 31706
My name is Sarah. => name Sarah
Good morning, this is Sarah, how can I help? => name Sarah
You're speaking to James. => name James
I'm Emily from customer service. => name Emily
My name is Sarah Jones, operator number 4471. => name Sarah Jones; op 4471
my name is sarah => name Sarah
My name is Priya, agent 88. => name Priya; op 88
Your reference number is 8812345. => claim 8812345
Your reference number is 88 123 45. => claim 8812345
Your case number is PR-4471. => claim PR-4471
Your case number is P R dash 4471. => claim PR-4471
The claim number is C for Charlie, 4, 4, 7, 1. => claim C4471
I'll give you the ticket number: INC 004471. => claim INC004471
Your ticket is T as in Tango, double two, 9. => claim T229
The complaint number is 12345 slash 2026. => claim 12345/2026
Your complaint reference is 77 88 99. => claim 778899
I've opened a complaint reference. The number is 30112. => claim 30112
Can I have the reference number? Yes, it's 4471882. => claim 4471882
What's the case number? The number is eight eight four one. => claim 8841
The case ID is alpha bravo 447. => claim AB447
Your reference is A B 4 4 7 1. => claim AB4471
So your reference is double oh seven four. => claim 0074
Your incident number is 2026-4471. => claim 2026-4471
Your reference number is 8841, sorry, 8842. => claim 8842
8812345 is your reference number. => claim 8812345
Your reference numbers one five one two seven four three. Thank you. => claim 1512743
Reference number X-ray Yankee Zulu 12. => claim XYZ12
The request number is 70 02 11. => claim 700211
Your case is 4471882. => claim 4471882
The fault reference number is F for Freddie 12 hyphen 26. => claim F12-26
Your claim number is twelve hundred dash 26. => claim 1200-26
Please write down your reference number, R E F 447 1. => claim REF4471
Your reference number is 4471882, we'll call you back by Friday. => claim 4471882; by 2026-11-27
Your reference number is 4471, and you will get 40 pounds back. => claim 4471
We will refund you within 48 hours. => by 2026-11-27
We'll call you back by Friday. => by 2026-11-27
An engineer will come tomorrow morning. => by 2026-11-26
You'll hear from us within two working days. => by 2026-11-27
You should receive a letter within five working days. => by 2026-12-02
I'll send you the confirmation by next Monday. => by 2026-11-30
The refund will be in your account by 10 December. => by 2026-12-10
It'll be fixed by tomorrow. => by 2026-11-26
The technician will be there on Thursday at 3 pm. => by 2026-11-26
Hi, you're through to Daniel, my operator ID is 7712. => name Daniel; op 7712
Your reference number for this call is 550123. => claim 550123
I'll just give you a reference. It's 9, 0, 1, dash, 22. => claim 901-22
The reference number I've got is 77 33 11. => claim 773311
It's been logged as case number 2026/118. => claim 2026/118
If you call back, quote case 118 4471. => claim 1184471
If you call back, please quote reference 1184471. => claim 1184471
And your agent number? Eight eight zero. => op 880
My number as an operator is 4471. => op 4471
The ticket I opened for you is 889912. => claim 889912
So that's reference six six double seven eight eight. => claim 667788
Let me spell the reference for you: E for Echo, N for November, 771. => claim EN771
I am agent number five five three. => op 553
It's Daniel, operator five five three. => name Daniel; op 553
I confirm that complaint number 667788 is open. => claim 667788
Your claim reference is C, L, 4, 4, 7, 1. => claim CL4471
We'll get back to you in 72 hours. => by 2026-11-28
You'll have the refund within a week. => by 2026-12-02
The engineer will be with you on Monday between 9 and 1. => by 2026-11-30
The line will be back by 6 pm tomorrow. => by 2026-11-26
We'll send you an email by the end of the day. => by 2026-11-25
you're speaking with karen operator four four seven one how can i help => name Karen; op 4471
yes so your reference number is eight eight one two three => claim 88123
Your service will be active within 7 working days. => by 2026-12-04
A letter will reach you by 5 December. => by 2026-12-05
Reference number one two three, four five six, seven eight nine. => claim 123456789
So that's operator 4471, case number 88123, correct? => op 4471; claim 88123
Operator 4471 and reference 88123. => op 4471; claim 88123
My operator ID is B 47. => op B47
Case reference 2026 slash 0044. => claim 2026/0044
Agent A-447 speaking. => op A-447
The complaint has number 44 08 17. => claim 440817
Grab a pen, your case number's 55 66 77. => claim 556677
Sorry, I didn't catch your name. It's Rebecca. => name Rebecca
Operator nine oh one two here. => op 9012
Your complaint will be closed by Tuesday. => by 2026-12-01
The reference is double oh one, double two, slash A for Alfa. => claim 00122/A
Reference fifty-five sixty-six seventy-seven. => claim 556677
"""

NOTHING_ITALIAN = """
Il mio Covid-19 è 5-0-0-0.
Il pregiato è 4471.
Operatore, numero 0 9 9 9 1 momento per piacere.
I ticket 6, 2 e 7 sono chiusi.
L'operatore costa 2 e 50.
Il mio codice operatore è 62 e 74.
Operatore dalle 9 e 30.
La richiesta è per il 3 e il 4.
La richiesta è per il 3, il 4 e il 5.
Operatore 6, 2 e 7 sono in pausa.
Il pro clamo è 4471.
Il mio numero di telefono è 06 1234567.
Mi può richiamare al 347 1234567.
La richiamo al numero 347 12 34 567.
Il mio codice fiscale è RSSMRA80A01H501U.
Il codice fiscale è R S S M R A 80 A 01 H 501 U.
Il mio codice cliente è 8812345.
Mi dà il codice cliente? Sì, 8812345.
Il numero cliente è 44 71 22.
Il contratto numero 4471.
La fattura è la numero 2026 4471.
Sono quaranta euro.
La pratica costa 40 euro.
Il reclamo è del 12 novembre 2026.
La segnalazione del 2024 è chiusa.
Mi dica il PIN. 4471.
Il PIN è quattro quattro sette uno.
Premi 1 per l'assistenza.
Per parlare con un operatore digiti 9.
Per la pratica prema 2.
L'attesa è di 12 minuti per parlare con un operatore.
Un operatore risponderà entro 5 minuti.
Il tempo di attesa stimato è di 10 minuti.
Lei è in posizione 4 nella coda.
Lo sconto è del 20 per cento.
Ho chiamato tre volte e ho parlato con due operatori.
Sono le 15 e 30.
La mia data di nascita è 12 05 1980.
Abito in via Roma 12.
Il POD è IT001E12345678.
L'IBAN è IT60X0542811101000000123456.
Il numero verde è 800 123 456.
Operatore, 40 euro non li pago.
Il numero della pratica è 4471, no, scusi, quello è il codice cliente.
4471 è il mio codice cliente.
Non ho un numero di pratica.
Per il reclamo servono 30 giorni.
Deve pagare entro venerdì.
Avete detto che sarebbe arrivato entro venerdì.
Se non paga entro venerdì le sarà tolta la linea.
Mi chiamo Giovanni e chiamo per un guasto.
Mi chiamo fuori.
Sono italiana e sono stanca.
Nel caso 4 persone chiamino insieme.
Prema il tasto 3, poi il cancelletto.
La matricola del contatore è 44712233.
Ci sono 3 pratiche davanti alla sua.
È la quarta segnalazione in 2 mesi.
Ci vediamo.
Il codice che le ho dato è quello del cliente, 8812345.
Le mando un SMS al 347 1234567.
Il mio numero è 347 1234567.
Guardi, ho già aperto 2 pratiche e 3 reclami.
La richiesta l'ho fatta il 12 ottobre.
Ho il reclamo davanti, risale al 2025.
Le ultime 4 cifre della carta sono 4471.
Mi servono le prime 3 cifre della pratica.
Il codice PIN dell'operatore telefonico.
L'operatore mi ha detto 40 euro.
L'operatore di ieri, alle 15, mi ha detto un'altra cosa.
Pratica chiusa, 10 giorni fa.
Il numero civico è 12.
Il consumo è di 4471 kilowattora.
Il ticket costa 38 euro.
Il numero? È 4471.
Il numero è 4471.
Prenda nota: 4471.
Il codice di attivazione è 5512.
Il codice di conferma è 551234.
Il codice che ha ricevuto via SMS è 551234.
Il codice promozionale è SCONTO20.
Il numero di serie del modem è 998812.
La sua richiesta è la 3 in lista.
Il reclamo costa zero euro.
La segnalazione è di 5 giorni fa.
La pratica è ferma da 20 giorni.
Il protocollo IPv6 non va.
Il ticket 5 e il ticket 6 sono chiusi.
Sono 4 mesi che aspetto.
Ho parlato con l'operatore alle 10 e 30.
L'operatore mi ha dato appuntamento il 3 dicembre.
Il mio operatore precedente era il 187.
Il codice della pratica e quello cliente sono diversi, 10 cifre.
Avevo la pratica 2023.
Volevo sapere se il rimborso arriverà entro venerdì.
Quando arriva il tecnico? Non prima di lunedì.
La bolletta scade il 10 dicembre.
Il suo saldo è 120 euro e 40.
Deve richiamare il 187.
La linea ha 30 mega.
Il codice fiscale finisce con 501 U?
Il codice migrazione è ABC123456.
La raccomandata numero 12345678.
Il numero della raccomandata è 12345678.
Per la privacy prema 1.
Il modulo 730 e la pratica.
Il reclamo va inviato in 2 copie.
Mi dà le ultime 4 cifre? 4471.
"""

NOTHING_ENGLISH = """
My phone number is 07700 900123.
Tickets 6, 2 and 7 are closed.
Operator 6, 2 and 7 are at lunch.
You can call me back on 07700 900 123.
My customer number is 8812345.
Your account number is 44 71 22 33.
What's your account number? It's 8812345.
The invoice number is 4471.
It costs forty pounds.
Your case will cost 40 pounds.
The complaint was made on 12 November 2026.
I complained in 2024.
Please enter your PIN. 4471.
The passcode is four four seven one.
Press 1 for billing.
To speak to an operator, press 9.
Your call will be answered within 5 minutes.
You are number 4 in the queue.
The waiting time is 12 minutes.
There is a 20 percent discount.
I have called three times and spoken to two operators.
It's half past 3.
My date of birth is 12 05 1980.
I live at 12 Station Road.
My postcode is SW1A 1AA.
The sort code is 12-34-56.
The order number is 4471.
My policy number is P 4471.
The reference number is 4471, no, sorry, that's my account number.
4471 is my customer number.
I don't have a reference number.
The complaint takes 30 days.
You must pay by Friday.
You said it would arrive by Friday.
If you don't pay by Friday we will cut you off.
My name is John and I'm calling about a fault.
My name is on the contract.
I'm sorry about that.
This is the third time in 2 months.
There are 3 cases before yours.
In that case 4 people will come.
One moment please, one second.
The meter number is 44712233.
My extension is 4471.
The card number is 4471 2233 4455 6677.
Was I promised a refund by Friday?
My number is 07700 900123.
The last 4 digits of the card are 4471.
The case is from 2025.
The operator told me 40 pounds.
The operator yesterday at 3 said something else.
I have 2 complaints and 3 claims.
Case closed 10 days ago.
I need the first 3 digits of your reference.
I'll text you on 07700 900123.
Claim up to 500 pounds.
Please dial 4471 for the operator.
The operator will be with you in 5 minutes.
We've had your complaint for 12 days.
I spoke to an operator on the 12th.
The number is 4471.
Your activation code is 5512.
Your confirmation code is 551234.
The code we texted you is 551234.
The promo code is SAVE20.
Your verification number is 998812.
Your case is number 3 in the list.
This is reference to your call of 12 November.
I've been waiting for 20 days.
The ticket costs 38 pounds.
Tickets 5 and 6 are closed.
I'm an engineer with 20 years.
I'd like to know if the refund will arrive by Friday.
Your bill is due on 10 December.
Will it be fixed by Friday?
Your tracking reference is 998812.
Your payment reference is 551234.
The reference for the payment is 551234.
The account reference is 551234.
Our office is at 12 Claim Street.
Ring us on 0800 123 456 and quote your reference.
It's 4471 for the reference.
Your balance is 120 pounds.
Please ring 0345 600 700.
Your speed is 30 megabits.
Can I take the last 4 digits? 4471.
The form number is 730.
Send the complaint in 2 copies.
Your parcel reference is 12345678.
Your national insurance number is QQ123456C.
The room number is 312.
My employee said 40 days.
I've had 3 operators in 2 days.
"""
