import CSodium

/// The library that signs and verifies with Ed25519.
public enum SodiumLibrary {
  /// The version of libsodium that this process runs with.
  public static var version: String { unsafe String(cString: sodium_version_string()) }
}
