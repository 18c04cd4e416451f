// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for all code: Swift 6 mode, no implicit imports, no warnings.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A library module in `Sources/NAME`.
///
/// A module imports only what stands above it in this file.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of module NAME in `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
    swiftSettings: settings)
}

/// A C library of the system: a module map and a `shim.h` in `Sources/NAME`, nothing else.
func system(_ name: String, pkgConfig: String, debian: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let package = Package(
  name: "modelhub",
  products: [],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    system("CLibYAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
    module("SourceText"),
    module("Diagnostics", ["SourceText"]),
    module("Documents", ["CLibYAML", "Diagnostics", "SourceText"]),
    module("FileTrees"),
    module("Catalog", ["Diagnostics", "Documents", "FileTrees", "SourceText"]),
    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Documents", "SourceText"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("SourceText"),
    tests("Documents", ["Diagnostics", "SourceText", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
