"""What the goods of a made catalogue are called: a tree of categories, colours, sizes, materials, and words without meaning
for brands, models and descriptions."""

# A category of two levels, how its goods differ, their lowest and highest usual price in whole units, their materials, and
# the categories below it with what stands there.
CATEGORIES = """
Apparel/Clothing | wear | 12 180 | cotton linen wool silk denim viscose | Shirts: shirt blouse polo; Dresses: dress gown;
 Trousers: trousers jeans chinos; Coats and jackets: jacket coat parka; Skirts: skirt; Sleepwear: pyjamas robe;
 Sweaters: sweater cardigan hoodie; Underwear: vest briefs; Suits: suit blazer; Swimwear: swimsuit trunks
Apparel/Shoes | shoes | 25 260 | leather suede canvas rubber | Trainers: trainers runners; Boots: boots;
 Sandals: sandals; Slippers: slippers; Dress shoes: loafers brogues
Apparel/Accessories | colour | 6 140 | leather cotton wool silk | Belts: belt; Hats: hat cap beanie; Scarves: scarf shawl;
 Gloves: gloves; Sunglasses: sunglasses; Umbrellas: umbrella; Ties: tie
Apparel/Bags | colour | 18 320 | leather canvas nylon polyester | Backpacks: backpack; Handbags: handbag clutch;
 Suitcases: suitcase trolley; Wallets: wallet purse; Messenger bags: messenger briefcase; Duffel bags: duffel
Jewellery/Rings and chains | size | 15 900 | silver gold steel brass | Rings: ring; Necklaces: necklace pendant;
 Bracelets: bracelet bangle; Earrings: earrings studs; Watches: watch chronograph
Home/Furniture | colour | 40 1900 | oak walnut pine steel bamboo | Chairs: chair armchair stool; Tables: table desk;
 Sofas: sofa couch; Beds: bed headboard; Shelves: shelf bookcase; Wardrobes: wardrobe; Outdoor furniture: bench lounger
Home/Lighting | colour | 9 340 | glass brass paper steel | Table lamps: lamp; Ceiling lights: pendant chandelier;
 Floor lamps: uplighter; Lanterns: lantern; Bulbs: bulb
Home/Linen and bedding | wear | 10 210 | cotton linen wool bamboo | Duvets: duvet; Pillows: pillow; Towels: towel;
 Blankets: blanket throw; Tablecloths: tablecloth; Curtains: curtain
Home/Decoration | size | 5 160 | ceramic glass wood brass | Vases: vase; Mirrors: mirror; Candles: candle;
 Rugs: rug runner; Picture frames: frame; Clocks: clock; Cushions: cushion
Kitchen/Cooking | size | 8 380 | steel copper iron ceramic | Pans: pan skillet wok; Pots: pot casserole; Knives: knife cleaver;
 Baking: tin mould; Kettles: kettle; Storage: jar canister
Kitchen/Dining | colour | 4 120 | porcelain glass steel bamboo | Plates: plate platter; Glasses: tumbler goblet; Cutlery: fork spoon;
 Mugs: mug cup; Bowls: bowl; Trays: tray
Kitchen/Appliances | colour | 25 700 | steel plastic aluminium | Blenders: blender; Toasters: toaster; Coffee makers: espresso grinder;
 Mixers: mixer; Ovens: oven; Fryers: fryer
Electronics/Audio | colour | 15 900 | aluminium plastic carbon | Headphones: headphones earbuds; Speakers: speaker soundbar;
 Amplifiers: amplifier; Microphones: microphone; Turntables: turntable
Electronics/Computers | memory | 60 2600 | aluminium plastic carbon | Notebooks: notebook; Monitors: monitor; Keyboards: keyboard;
 Mice: mouse trackball; Tablets: tablet; Hard disks: disk; Printers: printer; Network: router switch
Electronics/Telephones | memory | 80 1300 | glass aluminium plastic | Smartphones: smartphone; Chargers: charger; Cases: case cover;
 Cables: cable adapter; Power banks: battery
Electronics/Cameras | single | 40 2400 | aluminium carbon glass | Cameras: camera; Lenses: lens; Tripods: tripod;
 Binoculars: binoculars; Filters: filter
Sport/Outdoor | colour | 9 480 | nylon aluminium polyester | Tents: tent; Sleeping bags: sleeping-bag; Climbing: harness rope;
 Cycling: helmet saddle; Bottles: bottle flask; Fishing: rod reel
Sport/Fitness | size | 7 620 | steel rubber foam | Weights: dumbbell kettlebell; Yoga: mat block; Machines: treadmill rower;
 Balls: ball; Rackets: racket; Gloves: mitts
Garden/Plants and care | size | 3 110 | terracotta wood zinc | Planters: planter; Seeds: seeds bulbs; Tools: spade rake shears;
 Watering: hose can; Bird care: feeder; Barbecues: barbecue
Tools/Hardware | size | 3 420 | steel brass aluminium | Drills: drill driver; Saws: saw; Hammers: hammer; Screws: screws bolts;
 Locks: lock; Ladders: ladder; Paint: paint brush; Plumbing: tap valve
Beauty/Care | single | 4 95 | glass bamboo plastic | Skin care: cream serum; Hair care: shampoo conditioner; Perfume: perfume;
 Shaving: razor; Soap: soap; Make-up: lipstick mascara
Toys/Play | single | 5 140 | wood plastic cotton | Puzzles: puzzle; Board games: game; Dolls: doll; Building blocks: blocks;
 Soft toys: bear rabbit; Vehicles: train car
Baby/Nursery | size | 6 420 | cotton wood bamboo | Pushchairs: pushchair; Bibs: bib; Swaddles: swaddle; Cots: cot; Carriers: carrier
Books/Reading | single | 5 60 | paper | Novels: novel; Cookbooks: cookbook; Atlases: atlas; Comics: comic; Diaries: diary
Office/Paper and desk | colour | 2 130 | paper wood steel | Notepads: notepad; Pens: pen pencil; Folders: folder binder;
 Desk lamps: desk-lamp; Calendars: calendar; Staplers: stapler
Pets/Animals | size | 4 150 | nylon cotton wood | Dog leads: lead collar; Cat trees: scratcher; Aquariums: aquarium; Pet beds: basket;
 Pet food: kibble
Food/Pantry | single | 2 60 | glass paper | Coffee: coffee; Tea: tea; Chocolate: chocolate; Spices: pepper saffron; Olive oil: oil;
 Honey: honey jam
Art/Craft | colour | 3 90 | wood paper cotton | Yarn: yarn; Brushes: paintbrush; Fabric: fabric; Beads: beads; Canvases: canvas
"""

COLOURS = [
    "Black", "White", "Blue", "Grey", "Red", "Green", "Navy", "Beige", "Brown", "Pink", "Yellow", "Silver", "Orange",
    "Purple", "Ivory", "Teal", "Gold", "Burgundy", "Olive", "Charcoal", "Turquoise", "Mint", "Coral", "Lavender"]
SIZES = {
    "wear": ["M", "L", "S", "XL", "XS", "XXL", "3XL"],
    "shoes": ["42", "39", "41", "38", "43", "40", "44", "37", "45", "36", "46", "47"],
    "size": ["Medium", "Small", "Large", "Mini", "Extra Large", "Set of 2", "Set of 4"],
    "memory": ["256 GB", "128 GB", "512 GB", "64 GB", "1 TB", "2 TB"]}
ADJECTIVES = [
    "Classic", "Lightweight", "Organic", "Handmade", "Compact", "Modern", "Vintage", "Slim", "Premium", "Soft", "Waterproof",
    "Foldable", "Wireless", "Ultra-light", "Durable", "Everyday", "Limited", "Recycled", "Padded", "Ribbed", "Adjustable",
    "Portable", "Professional", "Quilted", "Reversible", "Rustic", "Seamless", "Stackable", "Thermal", "Woven"]
ORIGINS = ["Portugal", "Italy", "Germany", "India", "Poland", "Turkey", "France", "Spain", "Vietnam", "Sweden", "Japan"]
TAGS = [
    "sale", "new", "gift", "summer", "winter", "handmade", "eco friendly", "bestseller", "vegan", "limited edition", "outdoor",
    "kids", "men", "women", "office", "travel", "wedding", "vintage", "minimalist", "recycled", "fair trade", "local"]
# How shops are called behind a word of their own, and what the commonest words of descriptions are.
SHOP_KINDS = ["Trading", "Studio", "Market", "Works", "Goods", "House", "Store", "Atelier", "Supply", "Depot"]
COMMON_WORDS = """the and with for of a to in is it your from this that made are on by as our which has be comes at can or without
 you not every its all more into each both light easy design fits quality finish inside small large everyday natural water hand soft
 strong colour size material home work travel long wear clean machine wash care weight simple detail surface edge handle pocket
 comfort warm cool dry safe quick years tested guarantee set pair box gift inch comes ready suitable kitchen garden outdoor summer
 winter children adults original classic modern perfect ideal smooth solid gentle bright dark style pattern shape frame cover lining
 closure zip button strap base lid glass metal wood leather cotton steel polished brushed coated treated resistant durable flexible
 adjustable removable practical elegant timeless crafted produced designed developed delivered packed""".split()
CONSONANTS = ["b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z"]
VOWELS = ["a", "e", "i", "o", "u", "ia", "ea", "ou"]
ENDINGS = ["", "", "n", "r", "s", "l", "m", "x", "nd", "rt", "th", "ck"]


def invented(source, count, syllables, taken=()):
    """Words without meaning, each once."""
    words, seen = [], set(taken)
    while len(words) < count:
        word = "".join(source.choice(CONSONANTS) + source.choice(VOWELS) for _ in range(source.choice(syllables)))
        word += source.choice(ENDINGS)
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


def branches():
    """Yields (top, middle, how goods differ, prices, materials, [(leaf, nouns)]) for each entry of the tree."""
    for entry in CATEGORIES.replace("\n ", " ").strip().splitlines():
        path, style, prices, materials, leaves = (part.strip() for part in entry.split("|"))
        top, middle = path.split("/")
        below = [leaf.split(":") for leaf in leaves.split(";") if leaf.strip()]
        yield (top, middle, style, tuple(map(int, prices.split())), materials.split(),
               [(name.strip(), nouns.split()) for name, nouns in below])
