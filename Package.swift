// swift-tools-version: 6.2
import PackageDescription

// The arrows below are the architecture: a target sees only what it names, and there is no ring.
// souk → Assembly → portals → Presentation → areas → {Web, Persistence, Gateways} → Kernel. `ImportTests` holds every
// file to it.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

/// What every area stands on.
let platform: [Target.Dependency] = ["Kernel", "Persistence", "Web", "Gateways", logging, crypto]

/// From the bottom up: each one sees those before it.
let areaNames = ["Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Engagement"]
let portalNames = ["Storefront", "SellerPortal", "AdminPortal"]

/// This area and all that are below it, with what they declare themselves by.
func areas(upTo last: String) -> [Target.Dependency] {
  let count = areaNames.firstIndex(of: last).map { $0 + 1 } ?? 0
  return ["Areas"] + areaNames.prefix(count).map { .init(stringLiteral: $0) }
}

let allAreas = areas(upTo: "Engagement")
let portals: [Target.Dependency] = portalNames.map { .init(stringLiteral: $0) }

func target(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], path: String? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, path: path, resources: resources, swiftSettings: settings)
}

func area(_ name: String, below: [String]) -> Target {
  let libraries: [Target.Dependency] = name == "Catalog" ? ["CRoaring"] : []
  return target(
    name, platform + libraries + (below.last.map(areas) ?? ["Areas"]),
    resources: [.copy("Migrations"), .copy("Words")])
}

/// Pages know areas, but neither SQL nor the world outside.
func pages(_ name: String, _ more: [Target.Dependency]) -> Target {
  target(name, ["Kernel", "Web"] + allAreas + more, resources: [.copy("Words")])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// Tests of what stands on areas up to this one, wired by the Assembly.
func marketTests(_ name: String, upTo last: String, _ more: [Target.Dependency] = []) -> Target {
  tests(name, platform + areas(upTo: last) + ["Assembly", "MarketSupport", "TestSupport"] + more)
}

// C libraries from the system; the folder that wraps each one is the only user of its pointers.
let systemLibraries: [Target] = [
  .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
  .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CVips", providers: [.apt(["libvips-dev"])]),
  .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
  .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
  .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
  .systemLibrary(name: "CResolv", providers: [.apt(["libc6-dev"])]),
  .systemLibrary(name: "CGeoIP", pkgConfig: "geoip", providers: [.apt(["libgeoip-dev"])]),
  .systemLibrary(name: "CRoaring", providers: [.apt(["libroaring-dev"])]),
  .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
  .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
]

let base: [Target] = [
  target("Kernel", ["CZlib"], resources: [.copy("Words")]),
  target(
    "Persistence",
    ["Kernel", "CLibPQ", "CSQLite", logging, crypto, .product(name: "GRDB", package: "GRDB.swift")],
    resources: [.copy("Migrations")]),
  target(
    "Web",
    [
      "Kernel", logging, crypto, httpTypes,
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ],
    resources: [.copy("Assets"), .copy("Words")]),
  target(
    "Gateways",
    [
      "Kernel", "CVips", "CLibXML2", "CCrypt", "CCurl", "CQREncode", "CResolv", "CGeoIP", "CXlsxWriter",
      "CCMark",
      logging, crypto,
      .product(name: "JWTKit", package: "jwt-kit"),
    ],
    resources: [.copy("Words")]),
  target("Areas", platform, resources: [.copy("Words")]),
]

let features: [Target] = areaNames.enumerated().map { place, name in
  area(name, below: Array(areaNames.prefix(place)))
}

let program: [Target] =
  [pages("Presentation", [])] + portalNames.map { pages($0, ["Presentation"]) } + [
    target(
      "Assembly", platform + allAreas + ["Presentation"] + portals, resources: [.copy("Words")]),
    .executableTarget(
      name: "souk",
      dependencies: platform + allAreas + [
        "Assembly", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ]

let benchmarks: [Target] = [
  .executableTarget(
    name: "BareHello",
    dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
    path: "Benchmarks/BareHello",
    swiftSettings: settings),
  .executableTarget(
    name: "StraightSQL",
    dependencies: platform + areas(upTo: "Settlement") + ["CLibPQ", "CSQLite"],
    path: "Benchmarks/StraightSQL",
    swiftSettings: settings),
]

let testTargets: [Target] = [
  target(
    "TestSupport", ["Kernel", "Persistence", "Web", "CLibPQ", logging, httpTypes], path: "Tests/TestSupport"),
  target(
    "MarketSupport", platform + allAreas + ["Assembly", "TestSupport"], path: "Tests/MarketSupport"),
  tests("KernelTests", ["Kernel"]),
  tests("PersistenceTests", ["Kernel", "Persistence", "TestSupport", logging]),
  tests("GatewaysTests", ["Gateways", "Kernel", crypto], resources: [.copy("Fixtures")]),
  tests(
    "WebTests",
    [
      "Kernel", "Web", logging, httpTypes,
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOEmbedded", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    ]),
  tests("DesignTests", ["Kernel", "Web"]),
  marketTests("IdentityTests", upTo: "Identity", [httpTypes]),
  marketTests("VendorsTests", upTo: "Vendors", [httpTypes]),
  marketTests("CatalogTests", upTo: "Catalog", [httpTypes]),
  marketTests("OrderingTests", upTo: "Ordering"),
  marketTests("SettlementTests", upTo: "Settlement"),
  marketTests("EngagementTests", upTo: "Engagement"),
  tests("StorefrontTests", ["Kernel", "Web", "Storefront", "Presentation"] + allAreas),
  marketTests("SellerPortalTests", upTo: "Engagement", ["SellerPortal", "Presentation"]),
  marketTests("AdminPortalTests", upTo: "Engagement", ["AdminPortal", "Presentation"]),
  marketTests("AssemblyTests", upTo: "Engagement", [httpTypes]),
  marketTests("ForeignSiteTests", upTo: "Engagement", portals + ["Presentation", httpTypes]),
  tests("TidyTests", []),
]

let package = Package(
  name: "souk",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "souk", targets: ["souk"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: systemLibraries + base + features + program + benchmarks + testTargets
)
