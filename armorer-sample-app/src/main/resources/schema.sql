-- What the model's SQL may read (see ShopReader) ...
CREATE SCHEMA shop;

CREATE TABLE shop.customers (
  id           VARCHAR(10) PRIMARY KEY,
  name         VARCHAR(60) NOT NULL,
  city         VARCHAR(40) NOT NULL,
  member_since DATE NOT NULL
);

CREATE TABLE shop.products (
  sku      VARCHAR(20) PRIMARY KEY,
  name     VARCHAR(60) NOT NULL,
  category VARCHAR(20) NOT NULL,
  price    NUMERIC(8, 2) NOT NULL,
  stock    INTEGER NOT NULL
);

CREATE TABLE shop.orders (
  id          INTEGER PRIMARY KEY,
  customer_id VARCHAR(10) NOT NULL REFERENCES shop.customers,
  sku         VARCHAR(20) NOT NULL REFERENCES shop.products,
  quantity    INTEGER NOT NULL,
  placed_on   DATE NOT NULL,
  status      VARCHAR(10) NOT NULL
);

-- ... and what it may not.
CREATE SCHEMA vault;

CREATE TABLE vault.accounts (
  username    VARCHAR(40) PRIMARY KEY,
  customer_id VARCHAR(10) NOT NULL REFERENCES shop.customers,
  email       VARCHAR(80) NOT NULL,
  language    VARCHAR(5) NOT NULL,
  newsletter  BOOLEAN NOT NULL,
  shoe_size   INTEGER NOT NULL,
  salt        VARBINARY(16) NOT NULL,
  hash        VARBINARY(32) NOT NULL
);

CREATE TABLE vault.transactions (
  id          VARCHAR(36) PRIMARY KEY,
  customer_id VARCHAR(10) NOT NULL REFERENCES shop.customers,
  amount      NUMERIC(12, 2) NOT NULL,
  reason      VARCHAR(200) NOT NULL
);
