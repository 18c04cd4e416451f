// Written by Tools/make-script-table.py from Unicode 17.0; edit that, not this.

extension ScriptTable {
  /// A script a line: its names, a colon, its runs.
  static let scripts = """
    Adlm Adlam: 1e900+4c 4+a 4+2
    Aghb Caucasian_Albanian: 10530+34 b
    Ahom: 11700+1b 2+f 4+17
    Arab Arabic: 600+5 1+6 1+e 1+3 1+20 1+a b+1a 1+6c 1+22 50+30 f0+22 5+4b 1+1d f250+1ee 2+90 20+10 \
    70+5 1+87 f63+1f 43+6 8+9 21+6 df00+4 1+1b 1+2 1 2 1+a 1+4 1 1 6 4 1 1 1+3 1+2 1 2 1 1 1 1 1+2 1 2+4 \
    1+7 1+4 1+4 1 1+a 1+11 5+3 1+5 1+11 34+2
    Armi Imperial_Aramaic: 10840+16 1+9
    Armn Armenian: 531+26 2+32 2+3 f583+5
    Avst Avestan: 10b00+36 3+7
    Bali Balinese: 1b00+4d 1+32
    Bamu Bamum: a6a0+58 c108+239
    Bass Bassa_Vah: 16ad0+1e 2+6
    Batk Batak: 1bc0+34 8+4
    Beng Bengali: 980+4 1+8 2+2 2+16 1+7 1 3+4 2+9 2+2 2+4 8 4+2 1+5 2+19
    Berf Beria_Erfe: 16ea0+19 2+19
    Bhks Bhaiksuki: 11c00+9 1+2d 1+e a+1d
    Bopo Bopomofo: 2ea+2 2e19+2b 70+20
    Brah Brahmi: 11000+4e 4+24 9
    Brai Braille: 2800+100
    Bugi Buginese: 1a00+1c 2+2
    Buhd Buhid: 1740+14
    Cakm Chakma: 11100+35 1+12
    Cans Canadian_Aboriginal: 1400+280 230+46 101ba+10
    Cari Carian: 102a0+31
    Cham: aa00+37 9+e 2+a 2+4
    Cher Cherokee: 13a0+56 2+6 9772+50
    Chrs Chorasmian: 10fb0+1c
    Copt Coptic Qaac: 3e2+e 2890+74 5+7
    Cpmn Cypro_Minoan: 12f90+63
    Cprt Cypriot: 10800+6 2 1+2c 1+2 3 2
    Cyrl Cyrillic: 400+85 2+a9 1750+b a0 4c 1067+20 7840+60 578e+2 e200+3e 21
    Deva Devanagari: 900+51 4+f 2+1a 9f60+20 7200+a
    Diak Dives_Akuru: 11900+7 2 2+8 1+2 1+1e 1+2 2+c 9+a
    Dogr Dogra: 11800+3c
    Dsrt Deseret: 10400+50
    Dupl Duployan: 1bc00+6b 5+d 3+9 7+a 2+4
    Egyp Egyptian_Hieroglyphs: 13000+456 a+f9b
    Elba Elbasan: 10500+28
    Elym Elymaic: 10fe0+17
    Ethi Ethiopic: 1200+49 1+4 2+7 1 1+4 2+29 1+4 2+21 1+4 2+7 1 1+4 2+f 1+39 1+4 2+43 2+20 3+1a 19e6+17 \
    9+7 1+7 1+7 1+7 1+7 1+7 1+7 1+7 7d22+6 2+6 2+6 9+7 1+7 13cb1+7 1+4 1+2 1+f
    Gara Garay: 10d40+26 3+1d 8+2
    Geor Georgian: 10a0+26 1 5 2+2b 1+4 b90+2b 2+3 1040+26 1 5
    Glag Glagolitic: 2c00+60 1b3a0+7 1+11 2+7 1+2 1+5
    Gong Gunjala_Gondi: 11d60+6 1+2 1+25 1+2 1+6 7+a
    Gonm Masaram_Gondi: 11d00+7 1+2 1+2c 3 1+2 1+9 8+a
    Goth Gothic: 10330+1b
    Gran Grantha: 11300+4 1+8 2+2 2+16 1+7 1+2 1+5 2+9 2+2 2+3 2 6 5+7 2+7 3+5
    Grek Greek: 370+4 1+3 2+4 1 4 1 1+3 1 1+14 1+3f e+10 1926+5 32+5 4+5 54 140+16 2+6 2+26 2+6 2+8 1 1 \
    1 1+1f 2+35 1+f 1+e 2+6 1+13 2+3 1+9 127 8a3e 55da+4f 11 d05f+46
    Gujr Gujarati: a81+3 1+9 1+3 1+16 1+7 1+2 1+5 2+a 1+3 1+3 2 f+4 2+c 7+7
    Gukh Gurung_Khema: 16100+3a
    Guru Gurmukhi: a01+3 1+6 4+2 2+16 1+7 1+2 1+2 1+2 2 1+5 4+2 2+3 3 7+4 1 7+11
    Hang Hangul: 1100+100 1e2e+2 101+5e 71+1f 41+1f 76e1+1d 283+2ba4 c+17 4+31 27a4+1f 3+6 2+6 2+6 2+3
    Hani Han: 2e80+1a 1+59 c+d6 2f 1 19+9 e+4 3c4+19c0 40+5200 5900+16e 2+6a 7508+2 c+7 9009+a6e0 \
    20+111e 2+168e 2+1d31 f+26e 9a2+21e 5e2+134b 5+212a
    Hano Hanunoo: 1720+15
    Hatr Hatran: 108e0+13 1+2 5+5
    Hebr Hebrew: 591+37 8+1b 4+6 f528+1a 1+5 1 1+2 1+2 1+a
    Hira Hiragana: 3041+56 6+3 17f61+11f 12 1d+3 40ad
    Hluw Anatolian_Hieroglyphs: 14400+247
    Hmng Pahawh_Hmong: 16b00+46 a+a 1+7 1+15 5+13
    Hmnp Nyiakeng_Puachue_Hmong: 1e100+2d 3+e 2+a 4+2
    Hung Old_Hungarian: 10c80+33 d+33 7+6
    Ital Old_Italic: 10300+24 9+3
    Java Javanese: a980+4e 2+a 4+2
    Kali Kayah_Li: a900+2e 1
    Kana Katakana: 30a1+5a 2+3 f0+10 d0+2f 1+58 cc0e+a 1+2d b052+4 1+7 1+2 1 11f+3 32 e+4
    Kawi: 11f00+11 1+29 3+1d
    Khar Kharoshthi: 10a00+4 1+2 5+8 1+3 1+1d 2+3 4+a 7+9
    Khmr Khmer: 1780+5e 2+a 6+a 1e6+20
    Khoj Khojki: 11200+12 1+2f
    Kits Khitan_Small_Script: 16fe4 1b1b+1d6 29
    Knda Kannada: c80+d 1+3 1+17 1+a 1+5 2+9 1+3 1+4 7+2 5+3 1+4 2+a 1+3
    Krai Kirat_Rai: 16d40+3a
    Kthi Kaithi: 11080+43 a
    Lana Tai_Tham: 1a20+3f 1+1d 2+b 6+a 6+e
    Laoo Lao: e81+2 1 1+5 1+18 1 1+17 2+5 1 1+7 1+a 2+4
    Latn Latin: 41+1a 6+1a 2f f 5+17 1+1f 1+1c1 27+5 1a1b+26 6+31 5+4 5+d 1+46 41+100 171 d 10+d 8d+2 6 \
    1b 11+29 ad7+20 7aa2+66 3+52 14+f 330+2b 1+9 1+4 4f96+7 41a+1a 6+1a 825+6 1+2a 1+9 d745+1f 6+6
    Lepc Lepcha: 1c00+38 3+f 3+3
    Limb Limbu: 1900+1f 1+c 4+c 4 3+c
    Lina Linear_A: 10600+137 9+16 a+8
    Linb Linear_B: 10000+c 1+1a 1+13 1+2 1+f 2+e 22+7b
    Lisu: a4d0+30 7ab0
    Lyci Lycian: 10280+1d
    Lydi Lydian: 10920+1a 5
    Mahj Mahajani: 11150+27
    Maka Makasar: 11ee0+19
    Mand Mandaic: 840+1c 2
    Mani Manichaean: 10ac0+27 4+c
    Marc Marchen: 11c70+20 2+16 1+e
    Medf Medefaidrin: 16e40+5b
    Mend Mende_Kikakui: 1e800+c5 2+10
    Merc Meroitic_Cursive: 109a0+18 4+14 2+2e
    Mero Meroitic_Hieroglyphs: 10980+20
    Mlym Malayalam: d00+d 1+3 1+33 1+3 1+6 4+10 2+1a
    Modi: 11600+45 b+a
    Mong Mongolian: 1800+2 2 1+14 6+59 7+2b fdb5+d
    Mroo Mro: 16a40+1f 1+a 4+2
    Mtei Meetei_Mayek: aae0+17 c9+2e 2+a
    Mult Multani: 11280+7 1 1+4 1+f 1+b
    Mymr Myanmar: 1000+a0 9940+1f 61+20 6c50+14
    Nagm Nag_Mundari: 1e4d0+2a
    Nand Nandinagari: 119a0+8 2+2e 2+b
    Narb Old_North_Arabian: 10a80+20
    Nbat Nabataean: 10880+1f 8+9
    Newa: 11400+5c 1+5
    Nkoo Nko: 7c0+3b 2+3
    Nshu Nushu: 16fe1 418e+18c
    Ogam Ogham: 1680+1d
    Olck Ol_Chiki: 1c50+30
    Onao Ol_Onal: 1e5d0+2b 4
    Orkh Old_Turkic: 10c00+49
    Orya Oriya: b01+3 1+8 2+2 2+16 1+7 1+2 1+5 2+9 2+2 2+3 7+3 4+2 1+5 2+12
    Osge Osage: 104b0+24 4+24
    Osma Osmanya: 10480+1e 2+a
    Ougr Old_Uyghur: 10f70+1a
    Palm Palmyrene: 10860+20
    Pauc Pau_Cin_Hau: 11ac0+39
    Perm Old_Permic: 10350+2b
    Phag Phags_Pa: a840+38
    Phli Inscriptional_Pahlavi: 10b60+13 5+8
    Phlp Psalter_Pahlavi: 10b80+12 7+4 c+7
    Phnx Phoenician: 10900+1c 3
    Plrd Miao: 16f00+4b 4+39 7+11
    Prti Inscriptional_Parthian: 10b40+16 2+8
    Rjng Rejang: a930+24 b
    Rohg Hanifi_Rohingya: 10d00+28 8+a
    Runr Runic: 16a0+4b 3+b
    Samr Samaritan: 800+2e 2+f
    Sarb Old_South_Arabian: 10a60+20
    Saur Saurashtra: a880+46 8+c
    Sgnw SignWriting: 1d800+28c f+5 1+f
    Shaw Shavian: 10450+30
    Shrd Sharada: 11180+60 980+8
    Sidd Siddham: 11580+36 2+26
    Sidt Sidetic: 10940+1a
    Sind Khudawadi: 112b0+3b 5+a
    Sinh Sinhala: d81+3 1+12 3+18 1+9 1 2+7 3 4+6 1 1+8 6+a 2+3 103ec+14
    Sogd Sogdian: 10f30+2a
    Sogo Old_Sogdian: 10f00+28
    Sora Sora_Sompeng: 110d0+19 7+a
    Soyo Soyombo: 11a50+53
    Sund Sundanese: 1b80+40 100+8
    Sunu Sunuwar: 11bc0+22 e+a
    Sylo Syloti_Nagri: a800+2d
    Syrc Syriac: 700+e 1+3c 2+3 110+b
    Tagb Tagbanwa: 1760+d 1+3 1+2
    Takr Takri: 11680+3a 6+a
    Tale Tai_Le: 1950+1e 2+5
    Talu New_Tai_Lue: 1980+2c 4+1a 6+b 3+2
    Taml Tamil: b82+2 1+6 3+3 1+4 3+2 1 1+2 3+2 3+3 3+c 4+5 3+3 1+4 2 6 e+15 113c5+32 d
    Tang Tangut: 16fe0 1f+1b00 200+1f 61+73
    Tavt Tai_Viet: aa80+43 18+5
    Tayo Tai_Yo: 1e6c0+1f 1+16 8+2
    Telu Telugu: c00+d 1+3 1+17 1+10 2+9 1+3 1+4 7+2 1+3 1+2 2+4 2+a 7+9
    Tfng Tifinagh: 2d30+38 7+2 e
    Tglg Tagalog: 1700+16 9
    Thaa Thaana: 780+32
    Thai: e01+3a 5+1c
    Tibt Tibetan: f00+48 1+24 4+27 1+24 1+f 1+7 4+2
    Tirh Tirhuta: 11480+48 8+a
    Tnsa Tangsa: 16a70+4f 1+a
    Todr Todhri: 105c0+34
    Tols Tolong_Siki: 11db0+2c 4+a
    Toto: 1e290+1f
    Tutg Tulu_Tigalari: 11380+a 1 2 1+26 1+a 1 2 1+4 1+a 1+2 8+2
    Ugar Ugaritic: 10380+1e 1
    Vaii Vai: a500+12c
    Vith Vithkuqi: 10570+b 1+f 1+7 1+2 1+b 1+f 1+7 1+2
    Wara Warang_Citi: 118a0+53 c
    Wcho Wancho: 1e2c0+3a 5
    Xpeo Old_Persian: 103a0+24 4+e
    Xsux Cuneiform: 12000+39a 66+6f 1+5 b+c4
    Yezi Yezidi: 10e80+2a 1+3 2+2
    Yiii Yi: a000+48d 3+37
    Zanb Zanabazar_Square: 11a00+48
    Zinh Inherited Qaai: 300+70 115+2 1c4+b 1a 2e0+4 115b+2e 2+c 1e4+3 1+d 1+7 4 6 3+2 c6+40 20c+2 c2+21 \
    f39+4 6b+2 cd65+10 10+e 3cf e2 105a bbc4+2e 2+17 220+3 11+8 2+7 1e+4 c2f52+f0
    Zyyy Common: 0+41 1a+6 1a+2f 1+f 1+5 17 1f 1c1+27 5+5 2+14 74 9 6 1 27d 6 e 3 20 9c 204 81+2 4d9 \
    195+4 122 5ef+3 47+2 cb+2 1 4cd d 7+4 1+6 1+3 2 305+c 2+57 1+b 3+b 1+f 11+22 3e+26 1+3 2+6 1+1b 1+11 \
    29+3 4+29a 16+b 15+3a0 100+274 2+8a 200+5e 192+15 1 1+19 f+8 4+4 5b+2 3 5a+2 93+10 20+26 9 30+40 \
    1f+51 2f 58+a8 19c0+40 5900+22 66+3 a5+a f4 a0 18b e+2 51d2+2 d0+a 16+23 1+13 1+4 93 1+20 1a+6 1a+b \
    a 2d+2 40+7 1+7 a+5 102+3 4+2d 3+9 50+d 33+2d e4+1b b9a4+4 f5c+fd 3+1b4 6+17 f+11 5f+74 3c+f6 a+27 \
    2+3e 3+11 8+2 7+1e 4+3d d5+14 c+14 c+57 9+19 87+55 1+47 1+2 2 2+2 2+4 1+c 1 1+7 1+41 1+4 2+8 1+7 \
    1+1c 1+4 1+5 1 3+7 1+154 2+124 2+32 1471+44 4c+3d 2c2+2c 4+64 c+f 2+f 1+f 1+25 a+ae 38+1a 1+2 d+2c \
    4+9 7+2 e+6 9a+3d9 3+11 3+d 3+da 6+c 4 f+c 4+38 8+a 6+28 8+1e 2+c 4+2 e+9 27+158 8+e 2+d 3+b 3+39 1 \
    4+10 2+c 4+a 7+93 1+67 c0406 1e+60
    """

  /// What Script_Extensions has beyond Script.
  static let extensions = """
    Adlm: 61f 20 1a0e df1
    Aghb: 304 2c 2c
    Arab: 60c e 3 20 a+b 1a 19de df1 cefc+2 5a0+1c
    Armn: 308
    Avst: b7 2d78+2
    Beng: 2bc 694+2 11+2 136a 1 2+2 1 8 8 2 4 2+3 8bf9
    Bopo: 2c7 1+3 d 2d27+3 4+a 1+d a+4 2 6 c3 cd49+2 11a+5
    Bugi: a9cf
    Buhd: 1735+2
    Cakm: 9e6+a 650+a
    Cari: b7 1fa2 2 dd3
    Cher: 300+3 1 6+2 16+2 b+2
    Copt: b7 248 3+2 1 6c+2 2aa1 d4c8+1c
    Cpmn: 10100+2
    Cprt: 10100+3 4+2d 3+9
    Cyrl: 2bc 43+3 1 1 1 2 5 173+2 1971 104a
    Deva: 2bc 694+2 11+2 136a+27 1+2 3f6 873f+a
    Dogr: 964+c 9ec0+a
    Dupl: b7 24f+2 1 18+2 2b17 18e63+4
    Elba: b7 24d
    Ethi: 30e
    Gara: 60c e 3
    Geor: b7 4d1 b71 f5e dd6
    Glag: b7 24b 1 17e 2 101 b71 f5e de8 782b
    Gong: b7 8ac+2
    Gonm: 964+2
    Goth: b7 24c+2 2 28
    Gran: 951+2 11+2 280+e 10dc 1+2 1e+3 3+2 3f6 f24a c94+2 1
    Grek: b7 248+2 2 1 1 a 2e 2 2e 1a4b+2 29b
    Gujr: 951+2 11+2 9eca+a
    Gukh: 965
    Guru: 951+2 11+2 9eca+a
    Hang: 3001+3 4+a 1+d 10 6 c3 cd49+2 11a+5
    Hani: b7 2f38+10 1+3 2 1+a 1+d a+4 2 6 4+4 bb 94+10 20+26 9 30+28 38+31 f+c 33 58+19 a+5 60+1f \
    7301+8 573d+2 11a+5 d3fa+12 1ede+2
    Hano: 1735+2
    Hebr: 307+2
    Hira: 3001+3 4+a 1+d 10+6 1 4+2 5b+4 3 5a+2 cd48+2 11a+5 a 2d+2
    Hung: 205a 2 dd3 f
    Java: a9cf
    Kali: a92e
    Kana: 305 1d 2cdd+3 4+a 1+d 10+6 1 4+2 5b+4 3 5a+2 cd48+2 11a+5 a 2d+2
    Khoj: ae6+a 9d40+a
    Knda: 951+2 11+2 136a 1+2 6 17 1 8b3b+6
    Kthi: 966+a 24c1 79fe+a
    Latn: b7 204 a 1+3 1 9 1 26+f 1+2 1 f+3 7+2 1+2 26 5 4+d 115+2 4ca+2 7a8 cfc 236 c0 d26 78e8+8 226
    Limb: 965
    Lina: 10107+2d
    Linb: 10100+3 4+2d 3+9
    Lisu: 2bc 10 2d3c+2
    Lyci: 205a
    Lydi: b7 2d79
    Mahj: b7 8ac+c 9ec0+a
    Mand: 640
    Mani: 640
    Mero: 205d
    Mlym: 951+2 11+2 1374 17 8b3d+3
    Modi: a830+a
    Mong: 1802+2 1 829 fd1+2 5+4
    Mult: a66+a
    Mymr: a92e
    Nand: 951 12+2 380+a ff9 8 7 8b35+6
    Newa: 951+2 1382 1+2 9 6 1 1
    Nkoo: 60c e 3 f71e+2
    Onao: 964+2
    Orkh: 205a dd5
    Orya: 951+2 11+2 1374 17
    Osge: 301 2 6 4c
    Ougr: 640 104b1
    Perm: b7 248 5+3 a 16f
    Phag: 1802+2 1 829 fd2
    Phlp: 640
    Rohg: 60c e 3 20 93
    Runr: 16eb+3
    Samr: 2e31
    Shaw: b7
    Shrd: 951 1385 1 2+2 2 9 2 8b42+6 2
    Sind: 964+2 9eca+a
    Sinh: 964+2 138c
    Sogd: 640
    Sunu: 300+2 1 9 2 1c 3
    Sylo: 964+2 80+a
    Syrc: 303+2 2+2 1 18+3 7+2 1+2 2da e+2 2 20 a+b 1a 1787 1
    Tagb: 1735+2
    Takr: 964+2 9eca+a
    Tale: 300+2 5+2 3 d33+a
    Taml: 951+2 11+2 1374 8c18 6a0d 1 37+2
    Tang: 2ff0+10 1ef
    Telu: 951+2 11+2 136f+2 1 1 17
    Tfng: 302 1 1+4 19
    Tglg: 1735+2
    Thaa: 60c e+2 2 40+a f788 a
    Thai: 2bc 1a 2b 2d
    Tibt: 3008+4
    Tirh: 951+2 11+2 136f c f 8b3d+a
    Todr: 301 2 2 9 1 4a
    Toto: 2bc
    Tutg: ce6+a 1002 1 8b3b+6 bb
    Yezi: 60c e 3 40+a
    Yiii: 3001+2 5+a 2+8 df ce65+5
    """

  /// The two emoji properties that the standard library does not have.
  static let emojiProperties = """
    Emoji_Component: 23 6 5+a 1fd3 d5 dd2b f3d6+1a 1fb+5 5b0+4 c066c+60
    Extended_Pictographic: a9 4 1f8d c d8 16 5a+6 f+2 16f+2 c a6 19+b 4+3 c7 e7+2 a 9 3a+4 1+5 9 2 2+2 2 \
    4 2 1+2 2 3 3+2 8+3 5 1 5+c b+2 2 1+2 1 12 2+2 12+6 1 1+2 3+2 5 2+2 4+2 b+2 5+2 2 5+2 1 1+2 14+2 5+6 \
    1+4 2 4 2 2+6 1 2 1 1 6 3 6 a+2 f 2 4 1 4+3 1 b+2 30+3 9 e e 174+2 1cf+3 13+2 33 4 4da c 259 1 1bd6a \
    27+4 64+c f+2 f e+2 25+a 70+2 c+2 e 2+a 13+38 1b+f a 14 2+9 1+4 9+17 6+bc 2+70 2+2 1+3 2+53 2+3 1+4 \
    5+fe 1+3f b+6 1+18 7+2 2+8 c 2+4 2 4+2 d+2 2 8+2 9 5+3 c+3 8+3 2 1 4 6 3 6+56 30+46 5+8 2+11 3 1+6 \
    2+d da+26 c+4 38+8 a+6 28+8 1e+2 c+4 2+e 9+27 c+2f 1+a 1+b9 58+8 e+92 100+3fe
    """
}
