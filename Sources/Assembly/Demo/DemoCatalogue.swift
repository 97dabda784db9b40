/// The demo catalogue: eight shops, each with six designs in six families.
enum DemoCatalogue {
  static let shops: [DemoShop] = [
    kilnAndClay, nordweave, lumen, fadenwerk, silberfisch, hofladen, papermoon, greenhand,
  ]

  static let kilnAndClay = DemoShop(
    slug: "kiln-and-clay", name: "Kiln & Clay", country: "DE",
    description:
      "Stoneware thrown by two potters in a former dairy. Every glaze is mixed here, every piece is fired twice.",
    owner: "Hanna Brandt",
    designs: [
      .init(
        name: "Harbour", sentence: "The glaze is the blue of a quay at seven in the morning.",
        ground: "#E6E9EA", body: "#2F5D7C", accent: "#E9E2D3", colour: "Blue"),
      .init(
        name: "Moss", sentence: "A green that pools darker where the glaze runs thick.", ground: "#E9ECE0",
        body: "#5F7447", accent: "#D8CFAE", colour: "Green"),
      .init(
        name: "Dawn", sentence: "A warm pink that turns to sand at the edge.", ground: "#F6E9E2",
        body: "#D08C77", accent: "#F3DCCB", colour: "Pink"),
      .init(
        name: "Slate", sentence: "Matt grey, with the iron of the clay showing through.", ground: "#E7E6E3",
        body: "#565A5E", accent: "#B9B4AA", colour: "Grey"),
      .init(
        name: "Chalk", sentence: "White over dark clay, left bare where your hand holds it.",
        ground: "#E9DFD2", body: "#F6F1E7", accent: "#B08D6A", colour: "White"),
      .init(
        name: "Ember", sentence: "A red that only comes when the kiln cools slowly.", ground: "#F3E6DC",
        body: "#A9472A", accent: "#F0C08A", colour: "Red"),
    ],
    families: [
      .init(
        title: "Mug", motif: .mug, category: ["Home & Living", "Tableware"],
        text:
          "A mug with a handle for three fingers and a rim that is kind to the lip. Safe in the dishwasher, and it keeps the second half of the coffee warm.",
        price: 2400, step: 500, sizes: ["250 ml", "400 ml"], tags: ["handmade", "stoneware", "gift"]),
      .init(
        title: "Bowl", motif: .bowl, category: ["Home & Living", "Tableware"],
        text:
          "Wide enough for a salad, deep enough for ramen. The foot is ground smooth so that it does not scratch the table.",
        price: 2900, step: 900, sizes: ["16 cm", "21 cm"], tags: ["handmade", "stoneware"]),
      .init(
        title: "Dinner plate", motif: .plate, category: ["Home & Living", "Tableware"],
        text:
          "Slightly raised at the rim, so that sauce stays where it belongs. No two are quite the same; they stack all the same.",
        price: 3200, step: 600, sizes: ["22 cm", "27 cm"], tags: ["handmade", "stoneware"]),
      .init(
        title: "Vase", motif: .vase, category: ["Home & Living", "Decoration"],
        text:
          "A narrow neck that holds three branches upright and does without a bouquet. Watertight, weighted at the bottom.",
        price: 4800, step: 2200, sizes: ["20 cm", "32 cm"], tags: ["handmade", "flowers"]),
      .init(
        title: "Teapot", motif: .teapot, category: ["Home & Living", "Tableware"],
        text:
          "Pours without a drip, we checked each one. With a strainer in the spout and a lid that stays put when you tilt it.",
        price: 7900, step: 1600, sizes: ["0.8 l", "1.2 l"], tags: ["handmade", "tea"]),
      .init(
        title: "Jug", motif: .jug, category: ["Home & Living", "Tableware"],
        text: "For water, for milk, for the tulips in between. The handle sits where the weight is.",
        price: 4200, step: 1100, sizes: ["0.5 l", "1 l"], tags: ["handmade", "stoneware"]),
    ])

  static let nordweave = DemoShop(
    slug: "nordweave", name: "Nordweave", country: "SE",
    description:
      "A small mill on the west coast. Wool from eleven farms, looms from 1962, patterns from this year.",
    owner: "Astrid Lund",
    designs: [
      .init(
        name: "Fjord", sentence: "Two blues and the white of spray.", ground: "#E3EAEC", body: "#3C6E86",
        accent: "#F2EEE4", colour: "Blue"),
      .init(
        name: "Lichen", sentence: "The grey-green of stones near the water.", ground: "#ECEDE4",
        body: "#93A07A", accent: "#F5F0E1", colour: "Green"),
      .init(
        name: "Rowan", sentence: "Berry red on undyed wool.", ground: "#F4EAE4", body: "#B23A3A",
        accent: "#F4EBDD", colour: "Red"),
      .init(
        name: "Barley", sentence: "The colour of a field in the last week of July.", ground: "#F4EDDC",
        body: "#D2A85A", accent: "#FFF8E8", colour: "Yellow"),
      .init(
        name: "Coal", sentence: "Nearly black, from the wool of black sheep. Nothing is dyed.",
        ground: "#E8E5E1", body: "#35322F", accent: "#A79F94", colour: "Black"),
      .init(
        name: "Heather", sentence: "Violet that looks grey until the sun is on it.", ground: "#ECE7EE",
        body: "#7D6A8F", accent: "#E6DCE9", colour: "Purple"),
    ],
    families: [
      .init(
        title: "Wool blanket", motif: .blanket, category: ["Home & Living", "Textiles"],
        text:
          "Dense, soft after the first winter, with fringes knotted by hand. Air it instead of washing it.",
        price: 12900, step: 4000, sizes: ["130 × 180 cm", "160 × 220 cm"], tags: ["wool", "winter"]),
      .init(
        title: "Cushion", motif: .cushion, category: ["Home & Living", "Textiles"],
        text: "A woven cover with a hidden zip and a filling of wool that can be fluffed up again.",
        price: 4900, step: 1500, sizes: ["40 cm", "50 cm"], tags: ["wool", "sofa"]),
      .init(
        title: "Scarf", motif: .scarf, category: ["Fashion", "Accessories"],
        text:
          "Two metres, so that it goes round twice. Woven from lambswool and finished with thistles, which is why it does not itch.",
        price: 6900, step: 0, sizes: ["One size"], tags: ["wool", "winter", "gift"]),
      .init(
        title: "Bath towel", motif: .towel, category: ["Home & Living", "Bath"],
        text: "Linen and cotton in a waffle weave. Dries you, and then dries itself in an hour.", price: 3400,
        step: 1900, sizes: ["50 × 100 cm", "80 × 150 cm"], tags: ["linen", "bath"]),
      .init(
        title: "Storage basket", motif: .basket, category: ["Home & Living", "Decoration"],
        text: "Felted so stiff that it stands by itself. For wood, for toys, for everything that lies about.",
        price: 5400, step: 1800, sizes: ["Small", "Large"], tags: ["wool", "storage"]),
      .init(
        title: "Runner", motif: .rug, category: ["Home & Living", "Textiles"],
        text: "A flat-woven runner that lies still. Both sides are the right side; turn it round in spring.",
        price: 14900, step: 6000, sizes: ["70 × 140 cm", "70 × 210 cm"], tags: ["wool", "floor"]),
    ])

  static let lumen = DemoShop(
    slug: "lumen-atelier", name: "Lumen Atelier", country: "DK",
    description: "Lamps and quiet furniture made of three materials and as few screws as possible.",
    owner: "Mikkel Holm",
    designs: [
      .init(
        name: "Brass", sentence: "Unlacquered brass that gets darker with you.", ground: "#F3EBDD",
        body: "#C9A24A", accent: "#7A6232", colour: "Gold"),
      .init(
        name: "Bone", sentence: "Off-white, so that the light is what you see.", ground: "#E8E2D7",
        body: "#F7F2E8", accent: "#A58B6A", colour: "White"),
      .init(
        name: "Pine", sentence: "A deep green that goes with wood of any kind.", ground: "#E6EAE4",
        body: "#2F4F43", accent: "#C6A877", colour: "Green"),
      .init(
        name: "Rust", sentence: "Powder-coated in the colour of old cranes.", ground: "#F4E7DE",
        body: "#B4552D", accent: "#5C3A2A", colour: "Orange"),
      .init(
        name: "Ink", sentence: "Blue-black, matt, without a reflection.", ground: "#E5E7EB", body: "#27303F",
        accent: "#9AA3AF", colour: "Black"),
      .init(
        name: "Oat", sentence: "Light oak with an oil finish, smooth as a pebble.", ground: "#F1EADF",
        body: "#D9BF98", accent: "#8C6F4B", colour: "Beige"),
    ],
    families: [
      .init(
        title: "Table lamp", motif: .lamp, category: ["Home & Living", "Lighting"],
        text:
          "Dims by touch from reading to night light. The cable is three metres long because sockets never are where you sit.",
        price: 18900, step: 6000, sizes: ["38 cm", "52 cm"], tags: ["lamp", "dimmable"]),
      .init(
        title: "Pendant", motif: .pendant, category: ["Home & Living", "Lighting"],
        text:
          "Hangs low over a table without blinding anybody. With canopy, cable and a bulb that can be replaced.",
        price: 22900, step: 8000, sizes: ["Ø 32 cm", "Ø 48 cm"], tags: ["lamp", "dining"]),
      .init(
        title: "Candle", motif: .candle, category: ["Home & Living", "Decoration"],
        text: "Rapeseed wax with a cotton wick; forty hours without a scent that argues with dinner.",
        price: 1900, step: 900, sizes: ["Small", "Large"], tags: ["candle", "gift"]),
      .init(
        title: "Stool", motif: .stool, category: ["Home & Living", "Furniture"],
        text: "A seat, a bedside table, a step to the upper shelf. Carries 150 kg and stacks five high.",
        price: 15900, step: 3000, sizes: ["45 cm", "65 cm"], tags: ["wood", "furniture"]),
      .init(
        title: "Wall shelf", motif: .shelf, category: ["Home & Living", "Furniture"],
        text:
          "Three boards, two ladders, no visible screws. Comes with everything for a brick wall and a note for plasterboard.",
        price: 24900, step: 7000, sizes: ["60 cm", "90 cm"], tags: ["wood", "furniture"]),
      .init(
        title: "Wall clock", motif: .clock, category: ["Home & Living", "Decoration"],
        text: "Silent movement, hands that can be read from the other end of the kitchen.", price: 8900,
        step: 2500, sizes: ["Ø 25 cm", "Ø 35 cm"], tags: ["clock", "kitchen"]),
    ])

  static let fadenwerk = DemoShop(
    slug: "fadenwerk", name: "Fadenwerk", country: "AT",
    description:
      "Clothes cut to be worn for ten years: heavy cotton, flat seams, spare buttons and free repairs.",
    owner: "Jonas Pichler",
    designs: [
      .init(
        name: "Indigo", sentence: "Dyed in the thread; it fades where you live in it.", ground: "#E4E8EF",
        body: "#34456E", accent: "#E8E4DA", colour: "Blue"),
      .init(
        name: "Ecru", sentence: "Cotton as it grows, not bleached.", ground: "#E9E0D2", body: "#F3EAD8",
        accent: "#B5533A", colour: "Beige"),
      .init(
        name: "Brick", sentence: "A red for grey days.", ground: "#F2E5DF", body: "#9E4636",
        accent: "#F0DFC8", colour: "Red"),
      .init(
        name: "Fern", sentence: "Dark green, dyed with minerals.", ground: "#E7ECE5", body: "#3F6149",
        accent: "#E6D9B5", colour: "Green"),
      .init(
        name: "Night", sentence: "Black that stays black: dyed twice.", ground: "#E7E6E8", body: "#26262B",
        accent: "#C2552D", colour: "Black"),
      .init(
        name: "Mustard", sentence: "A yellow that men wear, too.", ground: "#F5EDD9", body: "#CF9A2B",
        accent: "#4A3B22", colour: "Yellow"),
    ],
    families: [
      .init(
        title: "T-shirt", motif: .tee, category: ["Fashion", "Clothing"],
        text:
          "240 g cotton that keeps its shape, a collar that does not roll. Pre-washed, so the size stays the size.",
        price: 3900, step: 0, sizes: ["S", "M", "L", "XL"], tags: ["organic cotton", "basics"]),
      .init(
        title: "Sweater", motif: .sweater, category: ["Fashion", "Clothing"],
        text: "Knitted in one piece, without side seams. Warm on a bicycle, fine at the office.", price: 9900,
        step: 0, sizes: ["S", "M", "L", "XL"], tags: ["knitwear", "winter"]),
      .init(
        title: "Cap", motif: .cap, category: ["Fashion", "Accessories"],
        text: "Six panels, one brass buckle, no logo.", price: 2900, step: 0, sizes: ["One size"],
        tags: ["cotton"]),
      .init(
        title: "Tote bag", motif: .tote, category: ["Fashion", "Accessories"],
        text: "Canvas for twenty kilos, with an inner pocket for keys and handles that fit over a coat.",
        price: 3400, step: 0, sizes: ["One size"], tags: ["canvas", "everyday"]),
      .init(
        title: "Socks, two pairs", motif: .socks, category: ["Fashion", "Clothing"],
        text: "Reinforced at the heel and the toe, hand-linked, with a cuff that leaves no mark.",
        price: 1800, step: 0, sizes: ["36–39", "40–43", "44–47"], tags: ["organic cotton", "basics", "gift"]),
      .init(
        title: "Apron", motif: .apron, category: ["Home & Living", "Textiles"],
        text:
          "For kitchens and workshops: waxed cotton, crossed at the back so that it does not pull at the neck.",
        price: 5900, step: 0, sizes: ["One size"], tags: ["canvas", "kitchen"]),
    ])
}
