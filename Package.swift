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

/// Code that is there twice is kept once, and relocations are packed: a twentieth less to hand out.
let smallest: LinkerSetting = .unsafeFlags(
  ["-use-ld=lld"]
    + ["--icf=safe", "--gc-sections", "-z", "pack-relative-relocs"].flatMap { ["-Xlinker", $0] },
  .when(configuration: .release))

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
  products: [.executable(name: "modelhub", targets: ["modelhub"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // Libraries of the system.
    system("CLibYAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
    system("CLibGit2", pkgConfig: "libgit2", debian: "libgit2-dev"),
    system("CSodium", pkgConfig: "libsodium", debian: "libsodium-dev"),
    system("CCrypto", pkgConfig: "libcrypto", debian: "libssl-dev"),
    system("CMD4C", pkgConfig: "md4c", debian: "libmd4c-dev"),
    system("CGumbo", pkgConfig: "gumbo", debian: "libgumbo-dev"),
    .systemLibrary(name: "CProcesses"),
    .systemLibrary(name: "CRename"),
    .systemLibrary(name: "CMalloc"),
    // Loaded when something is sent, so nothing is linked: only its headers are needed.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    // What knows nothing of catalogs.
    module("SourceText"),
    module("Diagnostics", ["SourceText"]),
    module("Documents", ["CLibYAML", "Diagnostics", "SourceText"]),
    module("ECMARegex"),
    module("JSONSchema", ["Diagnostics", "Documents", "ECMARegex", "SourceText"]),
    module("DiagnosticReports", ["Diagnostics", "Documents", "SourceText"]),
    module("Templates"),
    module("Markdown", ["CGumbo", "CMD4C"]),
    module("ChildProcesses", ["CProcesses"]),
    module("Digests", ["CCrypto"]),
    module("GitStore", ["CLibGit2", "ChildProcesses"]),
    module("SSHSignatures", ["CSodium", "ChildProcesses"]),
    module("FileTrees", ["CRename", "GitStore"]),
    module("Jobs"),
    module("PreviewServer"),
    module("ModelFacts", ["Diagnostics", "Digests", "Documents", "SourceText"]),
    module("ModelSources", ["ChildProcesses", "Documents", "ModelFacts", "SourceText"]),
    .executableTarget(name: "embed-files", swiftSettings: settings),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
    .target(
      name: "BundledFiles", dependencies: ["FileTrees"],
      exclude: ["docs", "new-registry", "readme-templates", "schema", "site-templates"],
      swiftSettings: settings,
      plugins: ["EmbedFiles"]),

    // The registry.
    module("Catalog", ["Diagnostics", "Documents", "FileTrees", "SourceText"]),
    module("Changes", ["Documents", "SourceText"]),
    module("Timeline", ["Catalog", "Changes", "Documents", "FileTrees", "GitStore"]),
    module(
      "Validation",
      [
        "Catalog", "DiagnosticReports", "Diagnostics", "Documents", "FileTrees", "JSONSchema", "Markdown",
        "ModelFacts", "ModelSources", "SourceText",
      ]),
    module(
      "Authoring",
      [
        "Catalog", "Diagnostics", "Documents", "FileTrees", "JSONSchema", "ModelFacts", "SourceText",
        "Templates",
      ]),
    module(
      "Review",
      [
        "Catalog", "Changes", "Diagnostics", "Digests", "Documents", "FileTrees", "GitStore", "SSHSignatures",
        "SourceText",
      ]),
    module(
      "Upstream",
      [
        "Catalog", "Changes", "Diagnostics", "Digests", "Documents", "FileTrees", "GitStore", "JSONSchema",
        "SourceText",
      ]),
    module(
      "Site",
      [
        "Catalog", "Diagnostics", "Digests", "Documents", "FileTrees", "Markdown", "SourceText", "Templates",
        "Timeline",
      ]),
    module(
      "GitHubClient",
      ["CCurl", "ChildProcesses", "Documents", "FileTrees", "GitStore", "SourceText", "Upstream"]),
    module("NewRegistry", ["BundledFiles", "Catalog", "Documents", "FileTrees", "Templates"]),

    // The program.
    module(
      "ModelHubCommand",
      [
        "Authoring", "BundledFiles", "Catalog", "Changes", "ChildProcesses", "DiagnosticReports",
        "Diagnostics", "Digests", "Documents", "FileTrees", "GitHubClient", "GitStore", "JSONSchema", "Jobs",
        "Authoring", "BundledFiles", "CMalloc", "Catalog", "Changes", "ChildProcesses", "DiagnosticReports",
        "Diagnostics", "Digests", "Documents", "FileTrees", "GitHubClient", "GitStore", "JSONSchema",
        "ModelFacts", "ModelSources", "NewRegistry", "PreviewServer", "Review", "SSHSignatures", "Site",
        "SourceText", "Timeline", "Upstream", "Validation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "modelhub", dependencies: ["ModelHubCommand"], swiftSettings: settings, linkerSettings: [smallest]
    ),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["ChildProcesses", "Diagnostics", "Documents", "SourceText"],
      path: "Tests/TestSupport", swiftSettings: settings),
    tests("SourceText"),
    tests("Diagnostics"),
    tests("Documents", ["Diagnostics", "SourceText", "TestSupport"]),
    tests("ECMARegex", ["TestSupport"]),
    tests("JSONSchema", ["Diagnostics", "Documents", "SourceText", "TestSupport"]),
    tests(
      "DiagnosticReports",
      ["ChildProcesses", "Diagnostics", "Documents", "Markdown", "SourceText", "TestSupport"]),
    tests("Templates"),
    tests("Markdown", ["CGumbo"]),
    tests("ChildProcesses"),
    tests("GitStore", ["ChildProcesses", "TestSupport"]),
    tests("SSHSignatures", ["ChildProcesses", "GitStore", "TestSupport"]),
    tests("FileTrees", ["GitStore", "TestSupport"]),
    tests("Jobs", ["TestSupport"]),
    tests("PreviewServer"),
    tests("ModelFacts", ["Diagnostics", "Documents", "SourceText", "TestSupport"]),
    tests("ModelSources", ["ChildProcesses", "ModelFacts", "TestSupport"]),
    tests("BundledFiles", ["FileTrees", "TestSupport"]),
    tests("Catalog", ["Diagnostics", "FileTrees", "SourceText", "TestSupport"]),
    tests("Changes", ["Diagnostics", "Documents", "SourceText", "TestSupport"]),
    tests("Timeline", ["Catalog", "FileTrees", "GitStore", "TestSupport"]),
    tests(
      "Validation",
      [
        "Catalog", "ChildProcesses", "DiagnosticReports", "Diagnostics", "Documents", "FileTrees",
        "SourceText", "TestSupport",
      ]),
    tests(
      "Authoring",
      [
        "Catalog", "ChildProcesses", "DiagnosticReports", "Diagnostics", "Documents", "FileTrees",
        "ModelFacts", "ModelSources", "SourceText", "TestSupport", "Validation",
      ]),
    tests(
      "Review",
      [
        "Catalog", "Changes", "ChildProcesses", "Diagnostics", "FileTrees", "GitStore", "SSHSignatures",
        "TestSupport",
      ]),
    tests(
      "Upstream",
      [
        "Catalog", "Changes", "ChildProcesses", "Diagnostics", "Documents", "FileTrees", "SourceText",
        "TestSupport",
      ]),
    tests(
      "Site",
      [
        "Catalog", "ChildProcesses", "Diagnostics", "Digests", "Documents", "FileTrees", "JSONSchema",
        "PreviewServer", "SourceText", "Templates", "TestSupport", "Timeline",
      ]),
    tests(
      "GitHubClient",
      ["Catalog", "ChildProcesses", "Documents", "FileTrees", "SourceText", "TestSupport", "Upstream"]),
    tests("NewRegistry", ["Catalog", "Documents", "FileTrees", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["ChildProcesses", "Documents", "FileTrees", "SourceText", "TestSupport", "modelhub"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
