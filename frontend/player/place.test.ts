import { expect, it } from "vitest";

import { placeInAddress, signInAddress, worthResuming } from "./place";

it("reads the place that an address names", () => {
  expect(["#t=97", "#t=97.5", "#t=-1", "#t=1e9", "#transcript", ""].map(placeInAddress)).toEqual([
    97,
    97.5,
    null,
    null,
    null,
    null,
  ]);
});

it("goes on only where that helps", () => {
  expect([2, 3.5, 94, 96].map((place) => worthResuming(place, 100))).toEqual([false, true, true, false]);
});

it("brings somebody who signs in back to the place", () => {
  const address = signInAddress("/accounts/login/", "/lectures/abc/", 97.8);
  expect(address).toBe("/accounts/login/?next=%2Flectures%2Fabc%2F%23t%3D97");
});
