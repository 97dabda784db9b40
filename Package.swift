// swift-tools-version: 6.2
import PackageDescription

// The arrows below are the architecture: a target sees only what it names, and there is no ring.
// souk → portals → areas → {Web, Persistence, Gateways} → Kernel.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

func area(
  _ name: String, dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let platform: [Target.Dependency] = ["Kernel", "Persistence", "Web", "Gateways"]
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

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
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // C libraries from the system; the folder that wraps each one is the only user of its pointers.
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CVips", providers: [.apt(["libvips-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CResolv", providers: [.apt(["libc6-dev"])]),
    .systemLibrary(name: "CGeoIP", pkgConfig: "geoip", providers: [.apt(["libgeoip-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    .target(
      name: "Kernel", dependencies: ["CZlib"], resources: [.copy("Words")], swiftSettings: settings),
    .target(
      name: "Persistence",
      dependencies: [
        "Kernel", "CLibPQ", "CSQLite", logging, crypto,
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.copy("Migrations")],
      swiftSettings: settings),
    .target(
      name: "Web",
      dependencies: [
        "Kernel", logging, crypto,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      resources: [.copy("Assets"), .copy("Words")],
      swiftSettings: settings),
    .target(
      name: "Gateways",
      dependencies: [
        "Kernel", "CVips", "CLibXML2", "CCrypt", "CCurl", "CQREncode", "CResolv", "CGeoIP", logging,
        crypto,
        .product(name: "JWTKit", package: "jwt-kit"),
      ],
      resources: [.copy("Words")],
      swiftSettings: settings),

    area(
      "Identity", dependencies: platform + [crypto, logging],
      resources: [.copy("Migrations"), .copy("Words")]),
    area(
      "Vendors", dependencies: platform + ["Identity", logging],
      resources: [.copy("Migrations"), .copy("Words")]),
    area(
      "Catalog", dependencies: platform + ["Identity", "Vendors", logging, crypto],
      resources: [.copy("Migrations"), .copy("Words")]),
    area(
      "Ordering", dependencies: platform + ["Identity", "Vendors", "Catalog", logging],
      resources: [.copy("Migrations"), .copy("Words")]),
    area(
      "Settlement", dependencies: platform + ["Identity", "Vendors", "Catalog", "Ordering", logging],
      resources: [.copy("Migrations"), .copy("Words")]),
    area(
      "Engagement",
      dependencies: platform + ["Identity", "Vendors", "Catalog", "Ordering", "Settlement", logging],
      resources: [.copy("Migrations"), .copy("Words")]),

    area(
      "Presentation",
      dependencies: ["Kernel", "Web", "Identity", "Vendors", "Catalog", "Ordering", "Settlement"],
      resources: [.copy("Words")]),
    area(
      "Storefront",
      dependencies: [
        "Kernel", "Web", "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Presentation",
      ],
      resources: [.copy("Words")]),
    area(
      "SellerPortal",
      dependencies: [
        "Kernel", "Web", "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Presentation",
      ],
      resources: [.copy("Words")]),
    area(
      "AdminPortal",
      dependencies: [
        "Kernel", "Web", "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Presentation",
      ],
      resources: [.copy("Words")]),

    .executableTarget(
      name: "souk",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Engagement",
        "Presentation", "Storefront", "SellerPortal", "AdminPortal", logging,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "BareHello",
      dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
      path: "Benchmarks/BareHello",
      swiftSettings: settings),
    .executableTarget(
      name: "StraightSQL",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "CLibPQ", "CSQLite",
      ],
      path: "Benchmarks/StraightSQL",
      swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["Kernel", "Persistence", "Web", "CLibPQ", logging],
      path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "MarketSupport",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Engagement", "TestSupport",
      ],
      path: "Tests/MarketSupport", swiftSettings: settings),
    tests(
      "SettlementTests",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "MarketSupport", "TestSupport",
      ]),
    tests(
      "EngagementTests",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Engagement", "MarketSupport",
        "TestSupport",
      ]),
    tests(
      "ForeignSiteTests",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Storefront", "SellerPortal",
        "AdminPortal", "MarketSupport", "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    tests("KernelTests", dependencies: ["Kernel"]),
    tests(
      "PersistenceTests", dependencies: ["Kernel", "Persistence", "TestSupport", logging]),
    tests("IdentityTests", dependencies: platform + ["Identity", "TestSupport", crypto]),
    tests("CatalogTests", dependencies: platform + ["Identity", "Vendors", "Catalog", "TestSupport"]),
    tests("VendorsTests", dependencies: platform + ["Identity", "Vendors", "TestSupport"]),
    tests(
      "OrderingTests",
      dependencies: [
        "Kernel", "Persistence", "Web", "Gateways", "Identity", "Vendors", "Catalog", "Ordering",
        "TestSupport",
      ]),
    tests(
      "WebTests",
      dependencies: [
        "Kernel", "Web", logging, .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests("DesignTests", dependencies: ["Kernel", "Web"]),
    tests(
      "SellerPortalTests",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "SellerPortal", "MarketSupport",
        "TestSupport",
      ]),
    tests(
      "AdminPortalTests",
      dependencies: platform + [
        "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Presentation", "AdminPortal",
        "MarketSupport", "TestSupport",
      ]),
    tests(
      "StorefrontTests",
      dependencies: [
        "Kernel", "Web", "Identity", "Vendors", "Catalog", "Ordering", "Settlement", "Storefront",
      ]),
    tests("TidyTests", dependencies: []),
    .testTarget(
      name: "GatewaysTests", dependencies: ["Gateways", "Kernel", crypto], resources: [.copy("Fixtures")],
      swiftSettings: settings),
  ]
)
