"""Common given names of Italy and of English-speaking countries, without case and accents.

Names that are also everyday words in lower case ("rosa", "chiara", "mark", "will") are left out.
"""

from typing import Final

_NAMES: Final = """
    adele adriana adriano agata agnese agostino aldo alessandra alessandro alessia alessio alex
    alfonso alfredo alice amedeo andrea angela angelica angelo anna annalisa annamaria antonella
    antonia antonio arianna armando arturo assunta aurelio barbara beatrice benedetta
    bernardo bruno camilla carla carlo carmela carmelo carmine carolina caterina catia cecilia
    cesare christian cinzia claudia claudio clelia concetta cosimo cristian cristiano cristina
    dalila damiano daniela daniele dario davide debora deborah denise diego dino domenico
    donatella donato edoardo elena eleonora elia elisa elisabetta elsa emanuela emanuele emilia
    emiliano emilio emma enrica enrico enzo erica erika ernesto ester ettore eugenio eva fabiana
    fabio fabrizia fabrizio federica federico ferdinando filippo fiorella flavia flavio
    francesca francesco gabriela gabriele gabriella gaetano gaia gennaro gerardo giacomo giada
    gianfranco gianluca gianmarco gianna gianni gianpaolo giancarlo ginevra giorgia giorgio giovanna
    giovanni giulia giuliana giuliano giulio giuseppe giuseppina graziano greta gustavo ida
    ilaria ilenia irene isabella ivan ivana ivano jessica katia lara laura lea leonardo letizia
    lidia liliana linda livia lorena lorenza lorenzo loredana luca lucia luciana luciano lucio
    ludovica luigi luigia luisa maddalena manuela manuel mara marcella marcello marco margherita
    maria marianna mariano marilena mario marisa marta martina massimiliano matilde matteo mattia
    maurizio mauro melissa michela michele milena mirella mirko miriam monica nadia natalia nicola
    nicolo nicoletta nino noemi nunzia olga oscar osvaldo ottavio pamela paola paolo pasquale
    patrizia patrizio pietro pierluigi piero pina raffaella raffaele renata renato riccardo rita
    roberta roberto rocco romeo romina rosalia rosanna rosario rossana rossella ruggero sabrina
    salvatore samuele sandra sandro sara saverio sebastiano sergio silvana silvano silvia silvio
    simona simone sofia sonia stefania stefano susanna tania teresa tiziana tiziano tommaso tullio
    ubaldo ugo umberto valentina valentino valeria valerio vanessa vincenza vincenzo virginia
    vittoria vittorio viviana walter
    aaron adam adrian alan albert alexander amanda amy andrew anthony arthur ashley barry
    benjamin bernard beth betty brandon brenda brian bruce caroline carol catherine charles
    charlotte cheryl chloe christine christopher cynthia daniel david deborah dennis diana donald
    donna dorothy douglas dylan edward eileen elizabeth ellen emily eric ethan evelyn fiona florence
    gareth gary george gerald gillian gregory hannah harold harry helen henry howard ian
    isaac jacob james jane janet jason jeffrey jennifer jeremy joan joanna joanne john jonathan
    joseph joshua joyce judith julia julie justin karen kate katherine kathleen keith kelly kenneth
    kevin kyle laurence lawrence leanne leonard liam lisa louise lucy margaret martin mary matthew
    megan michael michelle natalie nathan neil nicholas nicole nigel oliver olivia pamela patricia
    patrick paul peter philip phillip rachel ralph raymond rebecca richard robert ronald rosemary
    russell ruth ryan samantha samuel sandra sarah scott sean sharon shirley simon sophie stephanie
    stephen steven stuart susan teresa theresa thomas timothy tracy trevor tyler vincent wendy
    william zoe
"""

GIVEN_NAMES: Final = frozenset(_NAMES.split())
"""Each in lower case."""
